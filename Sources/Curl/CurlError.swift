internal import CLibcurl

/// Why libcurl ended a transfer.
public struct CurlError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kinds of failure that callers distinguish.
  public enum Code: Sendable, Hashable {
    case nameNotResolved, notConnected, handshakeBroken, tls, timedOut, connectionBroken,
      bodyTooShort, cutByUs
    /// The server's answer to the beginning of a TLS handshake was not one of TLS.
    case noTLS
    /// The server or the proxy sent without end what belongs to no response; see `FloodGuard`.
    case flood
    /// A connection of HTTP/2 broke off amid its streams, or was not as it must be.
    case brokenStreams
    case badEncoding, badChunk, protocolViolation, proxy, outOfMemory, tooLarge, badAddress, other
  }

  /// The kind of failure.
  public let code: Code
  /// libcurl's description of the error.
  public let description: String

  /// What libcurl reports for a transfer that took too long.
  public static let timedOut = CurlError(CURLE_OPERATION_TIMEDOUT)

  /// The error of a transfer that was too slow for the time it took.
  public static let tooSlow = CurlError(
    code: .timedOut, description: "It arrived so slowly that it would never end")

  /// The error of a transfer whose connection `FloodGuard` has closed.
  static let flood = CurlError(code: .flood, description: "The server sent frames without end")

  /// The error of a transfer whose proxy did not end its answer to CONNECT.
  static let endlessProxyAnswer = CurlError(
    code: .flood, description: "The proxy's answer to CONNECT has no end")

  private init(code: Code, description: String) {
    self.code = code
    self.description = description
  }

  /// - Parameters:
  ///   - result: libcurl's code.
  ///   - details: libcurl's own words on this transfer; may be empty.
  ///   - cause: the words of the system on why no connection could be made.
  init(_ result: CURLcode, details: String = "", cause: String? = nil) {
    let words = details.isEmpty ? String(cString: curl_easy_strerror(result)) : Self.plain(details)
    description = cause.map { Self.words(words, because: $0) } ?? words
    code =
      switch result {
      // The code is that of a broken connection; only the words tell.
      case CURLE_RECV_ERROR where details.contains("chunk"): .badChunk
      // The sum of all heads, interim ones too: "Too large response headers: 307230 > 307200".
      case CURLE_RECV_ERROR where details.contains("response headers"): .tooLarge
      case CURLE_COULDNT_RESOLVE_HOST: .nameNotResolved
      case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY: .proxy
      case CURLE_COULDNT_CONNECT, CURLE_INTERFACE_FAILED: .notConnected
      case CURLE_OPERATION_TIMEDOUT: .timedOut
      // The words are those of OpenSSL and GnuTLS for what a server without TLS sends.
      case CURLE_SSL_CONNECT_ERROR
      where details.contains("wrong version number") || details.contains("unexpected TLS packet"):
        .noTLS
      case CURLE_SSL_CONNECT_ERROR: .handshakeBroken
      case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
        CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
        CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_ENGINE_INITFAILED, CURLE_USE_SSL_FAILED:
        .tls
      case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_HTTP2_STREAM:
        .connectionBroken
      case CURLE_PARTIAL_FILE: .bodyTooShort
      case CURLE_WRITE_ERROR, CURLE_ABORTED_BY_CALLBACK: .cutByUs
      case CURLE_BAD_CONTENT_ENCODING: .badEncoding
      // A carriage return amid a header line is told as a bad argument.
      case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL,
        CURLE_BAD_FUNCTION_ARGUMENT:
        .protocolViolation
      case CURLE_HTTP2: .brokenStreams
      case CURLE_URL_MALFORMAT: .badAddress
      case CURLE_OUT_OF_MEMORY: .outOfMemory
      // CURLE_TOO_LARGE of libcurl 8.6, which older headers do not declare.
      case CURLcode(rawValue: 100): .tooLarge
      default: .other
      }
  }

  /// Returns only the words of an error of OpenSSL, `OpenSSL/3.0.19: error:0A00010B:SSL
  /// routines::wrong version number`, and nothing that is secret.
  private static func plain(_ details: String) -> String {
    // The address of a proxy of the environment may have a password.
    if details.hasPrefix("Unsupported proxy") { return "The address of the proxy cannot be read" }
    guard details.contains("error:"), let end = details.ranges(of: "::").last?.upperBound,
      end < details.endIndex
    else { return details }
    return String(details[end...])
  }

  /// Replaces libcurl's general words on a failed connection, "after 3 ms: Couldn't connect to
  /// server", by those of the system.
  private static func words(_ words: String, because cause: String) -> String {
    let end = words.ranges(of: " after ").first?.lowerBound ?? words.endIndex
    return "\(words[..<end]): \(cause)"
  }
}
