use k256::{Scalar, Secp256k1};

use super::{Asked, Making, Tally, asked, campaign, make, own, public};
use crate::rust_crypto::tables::hot::Tabled;
use crate::rust_crypto::tables::secp256k1::holds;

fn compare((d, signatures): Asked, tally: &mut Tally) {
    let d = d.scalar::<Scalar>();
    let Some(key) = public::<Secp256k1>(d) else {
        return;
    };
    let (generator, table) = key.table().expect("a table");
    for (factors, making) in signatures {
        let Some((hash, signature)) = make::<Secp256k1>(d, factors.scalars(d), making) else {
            continue;
        };
        let own = own(&key, &hash, &signature);
        if matches!(making, Making::Good | Making::OtherHalf) {
            assert!(own, "it was made to hold");
        }
        tally.count(Some(holds(generator, &table, &hash, &signature)), own);
    }
}

#[test]
fn a_table_agrees_with_the_crate() {
    let tally = campaign(asked(), compare);
    assert!(tally.accepted > 0 && tally.rejected > 0, "{tally:?}");
}
