//! Threads and connections.

use std::collections::HashMap;
use std::io::{self, ErrorKind, Read};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::behaviour::Behaviour;
use super::routes;
use super::scenario::Scenario;
use super::shared::Shared;
use super::wire::{self, Reply};

/// Connections at a time; what is above waits for no one and is closed.
const MOST: usize = 256;
/// For a request to be sent.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Debug)]
pub(super) struct Server {
    shared: Arc<Shared>,
    open: Arc<Open>,
    listening: Option<JoinHandle<()>>,
}

/// Connections that are open, by number, to be shut from another thread.
#[derive(Debug, Default)]
struct Open(Mutex<HashMap<u64, TcpStream>>);

impl Server {
    pub(super) fn start(scenario: &Scenario, port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let shared = Shared::new(listener.local_addr()?, scenario).map_err(io::Error::other)?;
        let shared = Arc::new(shared);
        let open = Arc::new(Open::default());
        let listening = thread::Builder::new().name("provider".to_owned()).spawn({
            let (shared, open) = (Arc::clone(&shared), Arc::clone(&open));
            move || listen(&listener, &shared, &open)
        })?;
        Ok(Self {
            shared,
            open,
            listening: Some(listening),
        })
    }

    pub(super) fn shared(&self) -> &Shared {
        &self.shared
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stop.now();
        // Wakes the thread that accepts.
        let _ = TcpStream::connect(self.shared.address);
        self.open.shut();
        if let Some(listening) = self.listening.take() {
            let _ = listening.join();
        }
    }
}

impl Open {
    fn streams(&self) -> MutexGuard<'_, HashMap<u64, TcpStream>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn shut(&self) {
        for stream in self.streams().values() {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

fn listen(listener: &TcpListener, shared: &Arc<Shared>, open: &Arc<Open>) {
    let mut threads: Vec<JoinHandle<()>> = Vec::new();
    for (number, stream) in (0..).zip(listener.incoming()) {
        if shared.stop.has_come() {
            break;
        }
        threads.retain(|thread| !thread.is_finished());
        let Ok(stream) = stream else {
            // Out of descriptors, for instance.
            thread::sleep(Duration::from_millis(10));
            continue;
        };
        if threads.len() >= MOST {
            continue;
        }
        let Ok(second) = stream.try_clone() else {
            continue;
        };
        open.streams().insert(number, second);
        let (shared, open) = (Arc::clone(shared), Arc::clone(open));
        let started = thread::Builder::new().spawn(move || {
            // An error says that the other side is gone.
            let _ = serve(stream, &shared, || drop(open.streams().remove(&number)));
            open.streams().remove(&number);
        });
        threads.extend(started);
    }
    open.shut();
    for thread in threads {
        let _ = thread.join();
    }
}

fn serve(mut stream: TcpStream, shared: &Shared, release: impl FnOnce()) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let Some(head) = wire::read(&mut stream)? else {
        let reply = Reply::text(400, "this is no request\n");
        return wire::perform(&mut stream, reply, &Behaviour::Normal, &shared.stop);
    };
    let (reply, behaviour) = routes::answer(shared, &head);
    if behaviour == Behaviour::Reset {
        // What is closed with an octet unread is reset, once no copy is left.
        release();
        return Err(ErrorKind::ConnectionReset.into());
    }
    stream.read_exact(&mut [0])?;
    head.skip_body(&mut stream)?;
    stream.set_read_timeout(None)?;
    wire::perform(&mut stream, reply, &behaviour, &shared.stop)
}
