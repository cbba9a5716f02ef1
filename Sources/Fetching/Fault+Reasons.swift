import CrawlModel
import Curl

extension Fetched.Fault {
  /// Maps a libcurl error to a fault.
  init(_ error: CurlError) {
    let (reason, isPassing) = Self.meaning(of: error.code)
    self.init(reason: reason, isPassing: isPassing, detail: error.description)
  }

  private static func meaning(
    of code: CurlError.Code
  ) -> (reason: FailureReason, isPassing: Bool) {
    switch code {
    // `NameInquiry` finds out whether the name may resolve later.
    case .nameNotResolved: (.dns, false)
    case .notConnected: (.connect, true)
    case .proxy: (.connect, false)
    case .handshakeBroken: (.tls, true)
    case .tls, .noTLS: (.tls, false)
    case .timedOut: (.timeout, true)
    case .connectionBroken: (.reset, true)
    case .bodyTooShort: (.truncated, true)
    case .badEncoding: (.decoding, false)
    case .badChunk, .brokenStreams: (.protocol, true)
    case .protocolViolation, .flood: (.protocol, false)
    case .tooLarge: (.headersTooLarge, false)
    case .cutByUs, .badAddress, .outOfMemory, .other: (.internal, false)
    }
  }

  /// Maps an error status to a fault; RFC 9110 §15 says which statuses are temporary.
  init(status: Int, retryAfter: Duration?) {
    let isPassing = status == 408 || status == 425 || status == 429 || status / 100 == 5
    let pause = retryAfter.flatMap { $0 > .zero ? $0 : nil }
    self.init(
      reason: status == 429 ? .rateLimited : .httpError, isPassing: isPassing,
      retryAfter: isPassing ? retryAfter : nil,
      detail: isPassing
        ? pause.map { "the server asked to wait \(Readable.duration($0))" } : nil)
  }
}
