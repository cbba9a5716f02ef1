import CrawlModel
import Curl

extension Fetched.Fault {
  /// Maps a libcurl error to a fault.
  init(_ error: CurlError) {
    switch error.code {
    // `NameInquiry` finds out whether the name may resolve later.
    case .nameNotResolved: self.init(reason: .dns, isPassing: false)
    case .notConnected: self.init(reason: .connect, isPassing: true)
    case .proxy: self.init(reason: .connect, isPassing: false)
    case .handshakeBroken: self.init(reason: .tls, isPassing: true)
    case .tls: self.init(reason: .tls, isPassing: false)
    case .timedOut: self.init(reason: .timeout, isPassing: true)
    case .connectionBroken: self.init(reason: .reset, isPassing: true)
    case .bodyTooShort: self.init(reason: .truncated, isPassing: true)
    case .badEncoding: self.init(reason: .decoding, isPassing: false)
    case .badChunk: self.init(reason: .protocol, isPassing: true)
    case .protocolViolation: self.init(reason: .protocol, isPassing: false)
    case .tooLarge: self.init(reason: .headersTooLarge, isPassing: false)
    case .cutByUs, .badAddress, .outOfMemory, .other:
      self.init(reason: .internal, isPassing: false)
    }
  }

  /// Maps an error status to a fault; RFC 9110 §15 says which statuses are temporary.
  init(status: Int, retryAfter: Duration?) {
    switch status {
    case 429: self.init(reason: .rateLimited, isPassing: true, retryAfter: retryAfter)
    case 408, 425, 500...599:
      self.init(reason: .httpError, isPassing: true, retryAfter: retryAfter)
    default: self.init(reason: .httpError, isPassing: false)
    }
  }
}
