internal import CLibcurl

/// Header lines to be sent, as libcurl wants them.
public final class HeaderList {
  private(set) var pointer: UnsafeMutablePointer<curl_slist>?

  /// Makes a list of lines such as `Accept: image/*`.
  public init(_ lines: [String]) {
    for line in lines { pointer = curl_slist_append(pointer, line) ?? pointer }
  }

  deinit { curl_slist_free_all(pointer) }
}
