internal import CLibcurl

/// What a transfer sends and receives, seen in libcurl's debug callback.
///
/// Only this callback is called when a request is sent: libcurl's own measure of that time
/// (`CURLINFO_PRETRANSFER_TIME_T`) leaves out the wait for a connection that is shared.
extension EasyHandle {
  func watchWire() {
    magpie_easy_set_pointer(pointer, CURLOPT_DEBUGDATA, Unmanaged.passUnretained(self).toOpaque())
    magpie_easy_set_debug_function(pointer, onWire)
    magpie_easy_set_long(pointer, CURLOPT_VERBOSE, 1)
  }
}

/// The description of the alert after which nothing more comes (RFC 8446 §6.1).
private let closeNotify: CChar = 0

private func onWire(
  _ handle: UnsafeMutableRawPointer?, _ kind: curl_infotype,
  _ data: UnsafeMutablePointer<CChar>?, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int32 {
  guard count > 0, let data, let handle = EasyHandle.from(context) else { return 0 }
  if kind == CURLINFO_HEADER_OUT {
    handle.lacksCloseNotice = false
    data.withMemoryRebound(to: UInt8.self, capacity: count) { bytes in
      handle.delegate?.requestWasSent(UnsafeBufferPointer(start: bytes, count: count).span)
    }
  } else if kind == CURLINFO_HEADER_IN, EasyHandle.guardsHeads {
    handle.mendHead(data, count)
  } else if kind == CURLINFO_SSL_DATA_IN {
    // Of all messages that are told here, only alerts have two bytes.
    handle.lacksCloseNotice = count != 2 || data[1] != closeNotify
    if let floods = handle.floods, floods.receiveRecord() { handle.flood = .flood }
  }
  return 0
}
