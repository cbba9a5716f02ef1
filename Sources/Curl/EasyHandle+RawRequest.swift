internal import CLibcurl

/// Requests whose responses libcurl does not read.
///
/// libcurl refuses a response for one bad line of its head, before any callback. The protocol Gopher
/// (RFC 1436) sends a text, and receives bytes until the connection closes: through it, libcurl
/// makes the connection and the TLS session, and keeps the time, and leaves the response to us.
extension EasyHandle {
  /// Sets a request that is sent as it is; the response arrives in `receive(body:)`, with its head.
  ///
  /// - Parameters:
  ///   - request: the request with the empty line at its end.
  ///   - host: the host, an IPv6 address in brackets.
  ///   - port: the port.
  ///   - usesTLS: whether the connection is secured.
  public func setRawRequest(_ request: [UInt8], host: String, port: Int, usesTLS: Bool) {
    // libcurl ends what it sends with a line break of its own.
    let text = request.dropLast(2)
    let digits = Array("0123456789ABCDEF".utf8)
    var encoded: [UInt8] = []
    encoded.reserveCapacity(3 * text.count)
    for byte in text {
      encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
    let scheme = usesTLS ? "gophers" : "gopher"
    // The character in front of the text is the type of a Gopher item, which is not sent.
    let address = "\(scheme)://\(host):\(port)/_\(String(decoding: encoded, as: UTF8.self))"
    isRaw = true
    magpie_easy_set_text(pointer, CURLOPT_PROTOCOLS_STR, scheme)
    magpie_easy_set_text(pointer, CURLOPT_URL, address)
  }
}
