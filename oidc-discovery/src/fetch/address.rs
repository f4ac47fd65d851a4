//! Which addresses may be connected to.

#[cfg(test)]
mod tests;

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Which addresses a request may be sent to. It is judged when the connection is made, on the
/// address itself, so that a name which resolves differently a second time gains nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum AddressRule {
    /// Any: for issuers that the operator configured, who may be in the same network.
    #[default]
    Any,
    /// Loopback alone: for plain `http`.
    Loopback,
    /// Public ones alone: for a URL that comes from a third party. Private, loopback, link-local
    /// (with the metadata services of clouds), shared (CGNAT), multicast and all other special
    /// addresses of the IANA registries are refused, and IPv6 addresses that hold an IPv4 address.
    Public,
}

impl AddressRule {
    /// Whether this address may be connected to.
    #[must_use]
    pub fn permits(self, address: IpAddr) -> bool {
        match self {
            Self::Any => true,
            Self::Loopback => address.is_loopback(),
            Self::Public => match address {
                IpAddr::V4(address) => is_public_v4(address),
                IpAddr::V6(address) => is_public_v6(address),
            },
        }
    }
}

/// First address and prefix length, from the IANA IPv4 Special-Purpose Address Registry, and
/// multicast.
const SPECIAL_V4: [(Ipv4Addr, u32); 16] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 31, 196, 0), 24),
    (Ipv4Addr::new(192, 52, 193, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 3),
];

/// Public IPv6 addresses are in 2000::/3, but for these.
const SPECIAL_V6: [(Ipv6Addr, u32); 5] = [
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16),
    (Ipv6Addr::new(0x2620, 0x4f, 0x8000, 0, 0, 0, 0, 0), 48),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
];

const GLOBAL_UNICAST: (Ipv6Addr, u32) = (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);

fn is_public_v4(address: Ipv4Addr) -> bool {
    let within = |(first, prefix): (Ipv4Addr, u32)| {
        let differ = address.to_bits() ^ first.to_bits();
        differ.leading_zeros() >= prefix
    };
    !SPECIAL_V4.into_iter().any(within)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let within = |(first, prefix): (Ipv6Addr, u32)| {
        let differ = address.to_bits() ^ first.to_bits();
        differ.leading_zeros() >= prefix
    };
    within(GLOBAL_UNICAST) && !SPECIAL_V6.into_iter().any(within)
}
