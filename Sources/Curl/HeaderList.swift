internal import CLibcurl

/// A list of request header lines in libcurl's form.
///
/// Immutable, so several transfers of a thread may share it.
public final class HeaderList {
  private(set) var pointer: UnsafeMutablePointer<curl_slist>?
  private var last: UnsafeMutablePointer<curl_slist>?
  // Its lines are linked after the last of this list.
  private let rest: HeaderList?

  /// Creates a list of lines such as `Accept: image/*`.
  ///
  /// - Parameters:
  ///   - lines: the lines.
  ///   - bytes: further lines, which need not be UTF-8; without a zero byte.
  ///   - rest: a list whose lines follow them, without a copy.
  public init(_ lines: [String], bytes: [[UInt8]] = [], before rest: HeaderList? = nil) {
    self.rest = rest
    for line in lines { pointer = curl_slist_append(pointer, line) ?? pointer }
    for line in bytes {
      let text = line.map { CChar(bitPattern: $0) } + [0]
      pointer = curl_slist_append(pointer, text) ?? pointer
    }
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
