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
  ///   - rest: a list whose lines follow them, without a copy.
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
