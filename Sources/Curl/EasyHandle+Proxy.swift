internal import CLibcurl

/// The way of a transfer through a proxy.
extension EasyHandle {
  /// Sets the proxy.
  ///
  /// An empty text means none, whatever the environment says.
  public func setProxy(_ text: String) {
    magpie_easy_set_text(pointer, CURLOPT_PROXY, text)
    magpie_easy_set_text(pointer, CURLOPT_NOPROXY, "")
    // Excludes the proxy's response to CONNECT from the received headers.
    magpie_easy_set_long(pointer, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    // No other callback is called while libcurl ignores the content of that response.
    magpie_easy_set_long(pointer, CURLOPT_NOPROGRESS, text.isEmpty ? 1 : 0)
  }

  func watchProxy() {
    magpie_easy_set_pointer(
      pointer, CURLOPT_XFERINFODATA, Unmanaged.passUnretained(self).toOpaque())
    magpie_easy_set_progress_function(pointer, onProgress)
  }
}

// Returning anything but 0 makes libcurl end the transfer.
private func onProgress(
  _ context: UnsafeMutableRawPointer?, _ downAll: curl_off_t, _ down: curl_off_t,
  _ upAll: curl_off_t, _ up: curl_off_t
) -> Int32 {
  guard let handle = EasyHandle.from(context), let floods = handle.floods, floods.mustEnd(handle)
  else { return 0 }
  handle.flood = .endlessProxyAnswer
  return 1
}
