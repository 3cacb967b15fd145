//! Answers against JSON schemas.

use std::path::PathBuf;

use jsonschema::{Retrieve, Uri, Validator};
use serde_json::{Value, json};

/// What is wrong with it, place by place.
pub fn faults(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// The schema at this place of a document, such as `/$defs/team`.
pub fn within(document: &Value, pointer: &str) -> Validator {
    assert!(document.pointer(pointer).is_some(), "the document has {pointer}");
    let mut root = document.clone();
    // An address has no braces.
    root["$ref"] = json!(format!("#{}", pointer.replace('{', "%7B").replace('}', "%7D")));
    jsonschema::draft202012::options().should_validate_formats(true).build(&root).unwrap_or_else(|error| panic!("{pointer}: {error}"))
}

/// A folder of schemas that name one another.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn schema(&self, name: &str) -> Validator {
        let schema = self.read(name);
        jsonschema::options().with_retriever(Self(self.0.clone())).build(&schema).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn read(&self, name: &str) -> Value {
        let text = std::fs::read_to_string(self.0.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
    }
}

impl Retrieve for Folder {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        Ok(self.read(uri.path().as_str().rsplit('/').next().unwrap_or_default()))
    }
}
