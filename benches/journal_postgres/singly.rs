//! `pgbench`: the rows of one mark each, one commit each, from many clients at once.

use std::{fs, process::Command};

use data_encoding::HEXLOWER;

use super::{
    entries::Blocks,
    postgres::{Cluster, PASSWORD, binaries},
    support::scratch,
};

/// Rows a second. The table is made as the journal's is.
pub fn rows_per_second(cluster: &Cluster, database: &str, clients: usize, seconds: u64) -> f64 {
    let mut blocks = Blocks::new();
    let _ = blocks.opening();
    let bytes = HEXLOWER.encode(&blocks.next(1).bytes);
    cluster.sql(database, "DROP TABLE IF EXISTS public.singly; CREATE TABLE public.singly (LIKE jinbang.entries INCLUDING ALL)");
    let folder = scratch();
    let script = folder.path().join("insert.sql");
    let insert = format!(
        "\\set position random(1, 4000000000000000000)\nINSERT INTO public.singly (stream, position, last, bytes) \
         VALUES (:client_id, :position, :position, '\\x{bytes}');\n"
    );
    fs::write(&script, insert).expect("a script");
    let mut pgbench = Command::new(binaries().join("pgbench"));
    pgbench.args(["-h", "127.0.0.1", "-p", &cluster.port.to_string(), "-U", "postgres", "-n", "-M", "prepared", "-f"]).arg(&script);
    pgbench.args(["-c", &clients.to_string(), "-j", "2", "-T", &seconds.to_string(), database]).env("PGPASSWORD", PASSWORD);
    let output = pgbench.output().expect("pgbench");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let tps = said.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
    tps.unwrap_or_else(|| panic!("pgbench: {said}{}", String::from_utf8_lossy(&output.stderr)))
}
