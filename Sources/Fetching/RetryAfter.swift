public import CrawlModel

/// The `Retry-After` header field, RFC 9110 §10.2.3: seconds or a date.
public enum RetryAfter {
  /// How long to wait; `nil` if the text has neither form.
  ///
  /// A date in the past means no pause, and a pause is limited to a year.
  ///
  /// - Parameters:
  ///   - text: the value of the field.
  ///   - now: the time of the response by the server's own clock, its `Date`, if it has one.
  /// - Returns: the pause.
  public static func pause(_ text: String, now: Timestamp) -> Duration? {
    let longest: Int64 = 366 * 86_400
    let digits = text.utf8
    if !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) {
      return .seconds(min(Int64(text) ?? longest, longest))
    }
    guard let date = Timestamp(httpDate: text) else { return nil }
    return .seconds(min(max(0, date.seconds - now.seconds), longest))
  }
}
