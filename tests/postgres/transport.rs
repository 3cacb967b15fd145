//! TLS as `sslmode` asks for it.

use super::{Cluster, refused};
use jinbang::journal::JournalStore;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tempfile::tempdir;

fn authority(name: &str) -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::new(vec![name.to_owned()]).expect("a name");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().expect("a key")).expect("an authority")
}

#[test]
fn a_server_is_believed_as_far_as_sslmode_says() {
    let (cluster, folder) = (Cluster::start("tls"), tempdir().expect("a folder"));
    let (ours, another) = (authority("ours"), authority("another"));
    let key = KeyPair::generate().expect("a key");
    let certificate = CertificateParams::new(vec!["localhost".to_owned()]).expect("a name").signed_by(&key, &ours).expect("signed");
    cluster.secure(&certificate.pem(), &key.serialize_pem());
    let database = cluster.database();
    let roots = [&ours, &another].map(|authority| {
        let path = folder.path().join(if authority.pem() == ours.pem() { "ours.pem" } else { "another.pem" });
        std::fs::write(&path, authority.pem()).expect("written");
        path.display().to_string()
    });
    let [right, wrong] = roots;
    let url = |host: &str, tls: &str| cluster.url(&database).replace("127.0.0.1", host).replace("sslmode=disable", tls);
    for (host, tls, good) in [
        ("127.0.0.1", "sslmode=prefer".to_owned(), true),
        ("127.0.0.1", "sslmode=require".to_owned(), true),
        ("localhost", format!("sslmode=verify-full&sslrootcert={right}"), true),
        ("127.0.0.1", format!("sslmode=verify-ca&sslrootcert={right}"), true),
        ("127.0.0.1", format!("sslmode=verify-full&sslrootcert={right}"), false),
        ("localhost", format!("sslmode=verify-full&sslrootcert={wrong}"), false),
        ("localhost", format!("sslmode=verify-ca&sslrootcert={wrong}"), false),
    ] {
        let opened = JournalStore::open_postgres(&url(host, &tls), folder.path());
        if good {
            let store = opened.unwrap_or_else(|fault| panic!("{host} {tls}: {fault}"));
            let secured = format!("SELECT bool_and(ssl) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE datname = '{database}'");
            assert_eq!(cluster.sql("postgres", &secured), "t", "{tls}");
            drop(store);
        } else {
            let said = refused(opened);
            assert!(said.contains("certificate"), "{host} {tls}: {said}");
        }
    }
}
