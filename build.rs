//! Builds the pages and puts them into the binary.
//!
//! `JINBANG_WEB_DIST=<folder>` takes pages that were built elsewhere, for hosts without node.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

fn main() {
    if let Err(why) = run() {
        // Cargo fails and shows these lines alone. After a failing exit it would show everything printed here.
        format!("the web pages could not be built: {why}").lines().for_each(|line| println!("cargo::error={line}"));
    }
}

fn run() -> Result<(), String> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    let web = Path::new(env!("CARGO_MANIFEST_DIR")).join("web");
    println!("cargo::rerun-if-env-changed=JINBANG_WEB_DIST");
    println!("cargo::rerun-if-changed=build.rs");
    let dist = match env::var_os("JINBANG_WEB_DIST") {
        Some(prebuilt) => {
            println!("cargo::rerun-if-changed={}", PathBuf::from(&prebuilt).display());
            PathBuf::from(prebuilt)
        }
        None => build_pages(&web, &out)?,
    };
    write_assets(&dist, &out.join("assets.rs")).map_err(|error| format!("{}: {error}", dist.display()))
}

/// Everything that decides how the pages look. A missing path here would rebuild every time.
const SOURCES: [&str; 16] = [
    "src",
    "public",
    "tools",
    "index.html",
    "board.html",
    "marking.html",
    "desk.html",
    "setup.html",
    "trust.html",
    "verify.html",
    "honours.html",
    "package.json",
    "package-lock.json",
    "vite.config.ts",
    "svelte.config.js",
    "tsconfig.json",
];

fn build_pages(web: &Path, out: &Path) -> Result<PathBuf, String> {
    for source in SOURCES.iter().map(|name| web.join(name)).filter(|path| path.exists()) {
        println!("cargo::rerun-if-changed={}", source.display());
    }
    // Two builds at once (a profile each) share node_modules.
    let lock = fs::File::create(web.join(".build.lock")).map_err(|error| format!("web/.build.lock: {error}"))?;
    lock.lock().map_err(|error| format!("web/.build.lock: {error}"))?;
    install_packages(web)?;
    let dist = out.join("web");
    run_tool(web, "npx", &["--no-install", "vite", "build", "--emptyOutDir", "--logLevel", "warn", "--outDir", &dist.to_string_lossy()])?;
    Ok(dist)
}

/// `npm ci` when the lockfile is not the one that was installed last.
fn install_packages(web: &Path) -> Result<(), String> {
    let wanted = ["package.json", "package-lock.json"]
        .iter()
        .map(|name| fs::read_to_string(web.join(name)).map_err(|error| format!("web/{name}: {error}")))
        .collect::<Result<String, _>>()?;
    let stamp = web.join("node_modules").join(".jinbang-installed");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    run_tool(web, "npm", &["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])?;
    fs::write(&stamp, wanted).map_err(|error| format!("{}: {error}", stamp.display()))
}

fn run_tool(web: &Path, tool: &str, args: &[&str]) -> Result<(), String> {
    let output = Command::new(tool).args(args).current_dir(web).output().map_err(|error| {
        format!(
            "`{tool}` could not be started ({error}). Install Node.js 20 or newer, or set JINBANG_WEB_DIST to a folder with built pages"
        )
    })?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    Err(format!("`{tool} {}` failed in web/\n{}", args.join(" "), String::from_utf8_lossy(&said)))
}

/// A table of every file: path in the site, and its bytes.
fn write_assets(dist: &Path, table: &Path) -> std::io::Result<()> {
    let mut files = Vec::new();
    list(dist, &mut files)?;
    files.sort();
    let mut code = vec!["pub static FILES: &[(&str, &[u8])] = &[".to_owned()];
    for file in &files {
        let path = file.strip_prefix(dist).unwrap_or(file).to_string_lossy().replace('\\', "/");
        code.push(format!("    ({path:?}, include_bytes!({:?})),", file.to_string_lossy()));
    }
    code.push("];\n".to_owned());
    fs::write(table, code.join("\n"))
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { list(&path, files)? } else { files.push(path) }
    }
    Ok(())
}
