//! Schemas of the wire structs, each named once in a document.

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value};

pub const PLACE: &str = "#/components/schemas/";

/// What goes out and what comes in differ: a field that may be left out is not always one that is left out.
pub struct Schemas {
    out: SchemaGenerator,
    inward: SchemaGenerator,
}

impl Schemas {
    pub fn new(settings: &SchemaSettings) -> Self {
        let settings = settings.clone().with(|settings| {
            settings.definitions_path = "/components/schemas".into();
            settings.meta_schema = None;
        });
        Self { out: settings.clone().for_serialize().into_generator(), inward: settings.for_deserialize().into_generator() }
    }

    pub fn told<T: JsonSchema>(&mut self) -> Value {
        self.out.subschema_for::<T>().to_value()
    }

    pub fn asked<T: JsonSchema>(&mut self) -> Value {
        self.inward.subschema_for::<T>().to_value()
    }

    /// `document` with everything it names. Where the two directions differ in a type, what comes in is called `…Input`.
    pub fn put_into(mut self, mut document: Value) -> Value {
        let mut all: Map<String, Value> = self.out.take_definitions(true);
        let inward: Map<String, Value> = self.inward.take_definitions(true);
        let differ: Vec<String> = inward
            .iter()
            .filter(|(name, schema)| all.get(*name).is_some_and(|other| other != *schema))
            .map(|(name, _)| name.clone())
            .collect();
        for (name, mut schema) in inward {
            rename(&mut schema, &differ);
            let name = if differ.contains(&name) { format!("{name}Input") } else { name };
            all.insert(name, schema);
        }
        rename_asked(&mut document, &differ);
        document["components"]["schemas"] = Value::Object(all);
        document
    }
}

/// Marks what comes in, until names are settled.
pub fn inward(schema: &Value) -> Value {
    serde_json::json!({ "x-inward": schema })
}

fn rename_asked(value: &mut Value, differ: &[String]) {
    match value {
        Value::Object(fields) => {
            if let Some(mut schema) = fields.remove("x-inward") {
                rename(&mut schema, differ);
                *value = schema;
            } else {
                fields.values_mut().for_each(|field| rename_asked(field, differ));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rename_asked(item, differ)),
        _ => {}
    }
}

fn rename(value: &mut Value, differ: &[String]) {
    match value {
        Value::Object(fields) => {
            for (key, field) in fields {
                match (key.as_str(), &*field) {
                    ("$ref", Value::String(place)) => {
                        let name = place.trim_start_matches(PLACE);
                        if differ.iter().any(|other| other == name) {
                            *field = Value::String(format!("{PLACE}{name}Input"));
                        }
                    }
                    _ => rename(field, differ),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, differ)),
        _ => {}
    }
}
