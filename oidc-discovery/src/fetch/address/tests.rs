use super::*;

fn permits(rule: AddressRule, address: &str) -> bool {
    rule.permits(address.parse().expect("an address"))
}

#[test]
fn the_guard_lets_public_addresses_through_and_no_others() {
    for public in [
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00::1",
        "2001:200::1",
        "2620:4f:8001::1",
    ] {
        assert!(permits(AddressRule::Public, public), "{public}");
    }
    for special in [
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.255",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:8.8.8.8",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "5f00::1",
        "3fff::1",
    ] {
        assert!(!permits(AddressRule::Public, special), "{special}");
    }
}

#[test]
fn without_the_guard_any_address_goes_and_for_plain_http_loopback_alone() {
    for address in ["10.0.0.1", "127.0.0.1", "1.1.1.1", "::1"] {
        assert!(permits(AddressRule::Any, address), "{address}");
        let loopback = address.parse::<IpAddr>().expect("an address").is_loopback();
        assert_eq!(
            permits(AddressRule::Loopback, address),
            loopback,
            "{address}"
        );
    }
}
