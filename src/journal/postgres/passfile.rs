//! Passwords from where libpq takes them: `PGPASSWORD`, then the file that `PGPASSFILE` names, or `~/.pgpass`.

use std::{env, fs, os::unix::fs::PermissionsExt, path::PathBuf};

use super::fault::PostgresFault;

/// `None`: none is kept for this server.
pub fn password(hosts: &[(String, u16)], database: &str, user: &str) -> Result<Option<String>, PostgresFault> {
    if let Some(password) = env::var("PGPASSWORD").ok().filter(|password| !password.is_empty()) {
        return Ok(Some(password));
    }
    let named = env::var_os("PGPASSFILE").map(PathBuf::from);
    let Some(path) = named.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".pgpass"))) else { return Ok(None) };
    let Ok(text) = fs::read_to_string(&path) else { return Ok(None) };
    let mode = fs::metadata(&path).map_or(0, |file| file.permissions().mode());
    if mode & 0o077 != 0 {
        return Err(PostgresFault::Key {
            path,
            what: "others on this machine can read the passwords in it; chmod 600 mends that".to_owned(),
        });
    }
    Ok(hosts.iter().find_map(|(host, port)| found(&text, [host, &port.to_string(), database, user])))
}

/// `host:port:database:user:password`; `*` stands for any, `\` before `:` and `\`.
fn found(text: &str, wanted: [&str; 4]) -> Option<String> {
    text.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let fields = fields(line);
        let (known, password) = (fields.get(..4)?, fields.get(4)?);
        known.iter().zip(wanted).all(|(known, wanted)| known == "*" || known == wanted).then(|| password.clone())
    })
}

fn fields(line: &str) -> Vec<String> {
    let (mut fields, mut chars) = (vec![String::new()], line.chars());
    while let Some(char) = chars.next() {
        match char {
            ':' => fields.push(String::new()),
            '\\' => fields.last_mut().into_iter().for_each(|field| field.extend(chars.next())),
            char => fields.last_mut().into_iter().for_each(|field| field.push(char)),
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_that_fits_counts() {
        let file = "# hosts\none:5432:finals:ann:a\\:b\\\\c\none:*:*:ann:second\n*:*:*:*:any\n";
        for (wanted, password) in [
            (["one", "5432", "finals", "ann"], "a:b\\c"),
            (["one", "6000", "finals", "ann"], "second"),
            (["two", "5432", "finals", "bob"], "any"),
        ] {
            assert_eq!(found(file, wanted).as_deref(), Some(password), "{wanted:?}");
        }
        assert_eq!(found("one:5432:finals:ann:x", ["two", "5432", "finals", "ann"]), None);
    }
}
