import CrawlModel
import Curl

extension Transfer: LenientReceiver {
  /// Whether a browser may read the response that libcurl refused with this error.
  func isWorthReading(after error: CurlError) -> Bool {
    guard !isLenient else { return false }
    switch error.code {
    case .protocolViolation: return !hasWholeHead
    // An unknown word in Transfer-Encoding.
    case .badEncoding: return received == 0
    default: return false
    }
  }

  /// How the body ends, by the head (RFC 9112 §6.3).
  var framing: LenientResponse.Framing {
    if head.isInterim { return .nextHead }
    if head.status == 204 || head.status == 304 { return .length(0) }
    let transfer = head.headers.all("transfer-encoding").joined(separator: ",").lowercased()
    if transfer.split(whereSeparator: { $0 == "," || $0 == " " }).last == "chunked" {
      return .chunks
    }
    return head.contentLength.map { .length($0) } ?? .close
  }
}
