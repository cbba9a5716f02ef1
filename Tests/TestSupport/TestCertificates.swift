import Foundation

/// Certificates for servers of tests that use TLS.
enum TestCertificates {
  /// Why they could not be made.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Creates an authority and a certificate for `127.0.0.1` and `localhost` that it has signed.
  ///
  /// - Parameter folder: gets `server.pem` and `server.key`.
  /// - Returns: the file of the authority.
  /// - Throws: ``Failure`` with the message of openssl.
  static func make(in folder: TemporaryFolder) throws -> URL {
    func openssl(_ arguments: String) throws {
      let outcome = try Shell.run(
        "openssl", arguments.split(separator: " ").map(String.init), in: folder.url)
      guard outcome.status == 0 else { throw Failure(description: "openssl: " + outcome.stderr) }
    }
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
    try openssl(
      "req -x509 \(key) -keyout ca.key -out ca.pem -days 2 -subj /CN=Magpie-test-authority")
    try openssl("req \(key) -keyout server.key -out server.csr -subj /CN=localhost")
    try folder.write(
      "subjectAltName=IP:127.0.0.1,DNS:localhost\nbasicConstraints=CA:FALSE\n", to: "names")
    try openssl(
      "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out server.pem -days 2 "
        + "-extfile names")
    return folder.file("ca.pem")
  }
}

extension LoopbackSite {
  /// Returns a port that was free a moment ago.
  static func freePort() throws -> UInt16 {
    let site = try LoopbackSite(routes: [:])
    defer { site.stop() }
    return site.port
  }
}
