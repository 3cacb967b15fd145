//! A configuration profile for iPads, iPhones and Macs: the one way to give them an authority without typing.

use data_encoding::{BASE64, HEXUPPER};
use sha2::{Digest, Sha256};

use super::AuthorityFile;

impl AuthorityFile {
    /// The same authority makes the same profile, so that it replaces itself.
    #[must_use]
    pub fn mobile_configuration(&self) -> String {
        let (name, content) = (&self.name, BASE64.encode(&self.der));
        let (outer, inner) = (self.uuid("profile"), self.uuid("authority"));
        format!(
            r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>PayloadContent</key>
  <array>
    <dict>
      <key>PayloadCertificateFileName</key><string>jinbang-ca.crt</string>
      <key>PayloadContent</key><data>{content}</data>
      <key>PayloadDisplayName</key><string>{name}</string>
      <key>PayloadIdentifier</key><string>jinbang.authority.{inner}</string>
      <key>PayloadType</key><string>com.apple.security.root</string>
      <key>PayloadUUID</key><string>{inner}</string>
      <key>PayloadVersion</key><integer>1</integer>
    </dict>
  </array>
  <key>PayloadDescription</key><string>让本设备信任会场的金榜服务器。 Lets this device trust the venue's Jinbang server.</string>
  <key>PayloadDisplayName</key><string>金榜 Jinbang</string>
  <key>PayloadIdentifier</key><string>jinbang.{outer}</string>
  <key>PayloadType</key><string>Configuration</string>
  <key>PayloadUUID</key><string>{outer}</string>
  <key>PayloadVersion</key><integer>1</integer>
</dict>
</plist>
"#
        )
    }

    fn uuid(&self, of: &str) -> String {
        let digest = HEXUPPER.encode(&Sha256::digest([of.as_bytes(), &self.der].concat()));
        [&digest[..8], &digest[8..12], &digest[12..16], &digest[16..20], &digest[20..32]].join("-")
    }
}
