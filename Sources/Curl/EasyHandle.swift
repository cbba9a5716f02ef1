internal import CLibcurl
import Glibc

/// A reusable libcurl transfer.
///
/// Use it from one thread at a time. The options are typed methods in `EasyHandle+Options.swift`.
public final class EasyHandle {
  let pointer: UnsafeMutableRawPointer
  /// Receives the response; set before the transfer starts.
  public weak var delegate: (any TransferDelegate)?
  private var headers: HeaderList?
  /// Keeps servers that send without end from holding the thread.
  ///
  /// A connection keeps the one that it was made with, which lives as long as the `MultiHandle` of
  /// both.
  var floods: FloodGuard? {
    didSet {
      guard floods !== oldValue else { return }
      magpie_easy_set_pointer(
        pointer, CURLOPT_CLOSESOCKETDATA, floods.map { Unmanaged.passUnretained($0).toOpaque() })
    }
  }
  /// Why it ended this transfer; `nil` if it did not.
  var flood: CurlError?
  /// Whether something of TLS came after the request was sent, and the last of it was not the message that
  /// nothing more comes (`close_notify`, RFC 8446 §6.1).
  ///
  /// OpenSSL shows each message, and libcurl before 8.15 takes a connection that is closed without this one
  /// for closed properly. GnuTLS shows none, and such an end is an error.
  public internal(set) var lacksCloseNotice = false
  /// The small parts of the body.
  var smallParts = TurnCount()
  /// The calls of libcurl for its progress.
  var progressCalls = TurnCount()
  /// Whether the next header line is the first after the status line.
  var isAtFirstHeader = false
  /// Whether the request is sent as it is, and the response received so.
  var isRaw = false
  var resolved: HeaderList?
  private let words = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
  // A share with handles cannot be freed, so each handle keeps it alive.
  var share: CurlShare?

  /// Creates a handle; libcurl can only fail when it is out of memory.
  public init() {
    guard CurlLibrary.isReady, let pointer = curl_easy_init() else {
      preconditionFailure("libcurl could not be started: out of memory")
    }
    self.pointer = pointer
    let me = Unmanaged.passUnretained(self).toOpaque()
    magpie_easy_set_pointer(pointer, CURLOPT_PRIVATE, me)
    magpie_easy_set_pointer(pointer, CURLOPT_WRITEDATA, me)
    magpie_easy_set_pointer(pointer, CURLOPT_HEADERDATA, me)
    magpie_easy_set_pointer(pointer, CURLOPT_OPENSOCKETDATA, me)
    magpie_easy_set_data_function(pointer, CURLOPT_WRITEFUNCTION, receiveBody)
    magpie_easy_set_data_function(pointer, CURLOPT_HEADERFUNCTION, receiveHeader)
    magpie_easy_set_socket_function(pointer, openSocket)
    magpie_easy_set_close_function(pointer, closeSocket)
    forgetError()
    magpie_easy_set_pointer(pointer, CURLOPT_ERRORBUFFER, words)
    watchWire()
    watchProxy()
  }

  deinit {
    curl_easy_cleanup(pointer)
    words.deallocate()
  }

  /// The error of the last transfer, with libcurl's words on it.
  func error(_ result: CURLcode) -> CurlError {
    var number = 0
    if result == CURLE_COULDNT_CONNECT {
      magpie_easy_get_pointer(pointer, CURLINFO_OS_ERRNO, &number)
    }
    if let flood { return flood }
    let cause = number > 0 ? String(cString: strerror(Int32(truncatingIfNeeded: number))) : nil
    return CurlError(result, details: String(cString: words), cause: cause)
  }

  func forgetError() {
    words[0] = 0
    flood = nil
    lacksCloseNotice = false
  }

  /// Sets header lines sent in addition to libcurl's own; the list is kept alive while it is in
  /// use.
  public func setHeaders(_ list: HeaderList?) {
    headers = list
    magpie_easy_set_pointer(pointer, CURLOPT_HTTPHEADER, list?.pointer.map { .init($0) })
  }

  /// The server's IP address of the last response; `nil` if there was no connection.
  public var peer: String? {
    var text: UnsafePointer<CChar>?
    magpie_easy_get_pointer(pointer, CURLINFO_PRIMARY_IP, &text)
    guard let text, text.pointee != 0 else { return nil }
    return String(cString: text)
  }

  /// Whether the last response was a stream of a connection of HTTP/2 or later.
  public var wasStream: Bool {
    var version = 0
    magpie_easy_get_pointer(pointer, CURLINFO_HTTP_VERSION, &version)
    return version > CURL_HTTP_VERSION_1_1
  }

  static func from(_ context: UnsafeMutableRawPointer?) -> EasyHandle? {
    context.map { Unmanaged<EasyHandle>.fromOpaque($0).takeUnretainedValue() }
  }
}

// Returning fewer bytes than were passed makes libcurl end the transfer.
private func receiveBody(
  _ data: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
  _ context: UnsafeMutableRawPointer?
) -> Int {
  if let handle = EasyHandle.from(context), let floods = handle.floods,
    floods.mustPause(handle, before: size * count)
  {
    return Int(CURL_WRITEFUNC_PAUSE)
  }
  return receive(data, size * count, context) { delegate, bytes in delegate.receive(body: bytes) }
}

private func receiveHeader(
  _ data: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
  _ context: UnsafeMutableRawPointer?
) -> Int {
  // A raw request is told here too, as it is sent.
  if EasyHandle.from(context)?.isRaw == true { return size * count }
  return receive(data, size * count, context) { delegate, bytes in
    delegate.receive(header: bytes)
  }
}

private func receive(
  _ data: UnsafeMutablePointer<CChar>?, _ count: Int, _ context: UnsafeMutableRawPointer?,
  _ body: (any TransferDelegate, Span<UInt8>) -> Bool
) -> Int {
  guard count > 0 else { return 0 }
  guard let data, let handle = EasyHandle.from(context), let delegate = handle.delegate else {
    return 0
  }
  return data.withMemoryRebound(to: UInt8.self, capacity: count) { bytes in
    let span = UnsafeBufferPointer(start: bytes, count: count).span
    return body(delegate, span) ? count : 0
  }
}

private func openSocket(
  _ context: UnsafeMutableRawPointer?, _ purpose: curlsocktype,
  _ address: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
  guard let address, let delegate = EasyHandle.from(context)?.delegate,
    let peer = PeerAddress(address), delegate.mayConnect(to: peer)
  else { return -1 }
  let descriptor = socket(
    address.pointee.family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue),
    address.pointee.protocol)
  if descriptor >= 0 {
    EasyHandle.from(context)?.floods?.add(descriptor)
  } else if errno == EMFILE || errno == ENFILE {
    delegate.socketsRanOut()
  }
  return descriptor
}

private func closeSocket(_ context: UnsafeMutableRawPointer?, _ socket: curl_socket_t) -> Int32 {
  context.map { Unmanaged<FloodGuard>.fromOpaque($0).takeUnretainedValue() }?.remove(socket)
  return close(socket)
}

extension PeerAddress {
  fileprivate init?(_ address: UnsafeMutablePointer<curl_sockaddr>) {
    let bytes = UnsafeRawPointer(address).advanced(
      by: MemoryLayout<curl_sockaddr>.offset(of: \.addr) ?? 0)
    switch address.pointee.family {
    case AF_INET:
      self = .v4(bytes.loadUnaligned(as: sockaddr_in.self).sin_addr.s_addr.bigEndian)
    case AF_INET6:
      let ip = bytes.loadUnaligned(as: sockaddr_in6.self).sin6_addr
      self = withUnsafeBytes(of: ip) { raw in
        .v6(
          high: raw.loadUnaligned(as: UInt64.self).bigEndian,
          low: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self).bigEndian)
      }
    default: return nil
    }
  }
}
