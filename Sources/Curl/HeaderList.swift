internal import CLibcurl

/// Header lines to be sent, as libcurl wants them.
///
/// Never changed once it is made, so that several transfers of a thread may use it at a time.
public final class HeaderList {
  private(set) var pointer: UnsafeMutablePointer<curl_slist>?
  private var last: UnsafeMutablePointer<curl_slist>?
  // Its lines hang on the last of ours.
  private let rest: HeaderList?

  /// Makes a list of lines such as `Accept: image/*`.
  ///
  /// - Parameters:
  ///   - lines: the lines.
  ///   - rest: a list whose lines come behind them, without a copy.
  public init(_ lines: [String], before rest: HeaderList? = nil) {
    self.rest = rest
    for line in lines { pointer = curl_slist_append(pointer, line) ?? pointer }
    last = pointer
    while let next = last?.pointee.next { last = next }
    if let last { last.pointee.next = rest?.pointer } else { pointer = rest?.pointer }
  }

  deinit {
    guard let last else { return }
    last.pointee.next = nil
    curl_slist_free_all(pointer)
  }
}
