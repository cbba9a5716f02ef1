internal import CLibcurl

/// The options of a transfer. libcurl refuses an option only when it is out of memory or was built
/// without the feature.
extension EasyHandle {
  private static let protocols = "http,https"

  /// Sets the address, sent exactly as written: libcurl must not normalise its path.
  public func setAddress(_ text: String) {
    if isRaw {
      isRaw = false
      magpie_easy_set_text(pointer, CURLOPT_PROTOCOLS_STR, Self.protocols)
    }
    magpie_easy_set_text(pointer, CURLOPT_URL, text)
  }

  /// Sets the `User-Agent` header.
  public func setUserAgent(_ text: String) {
    magpie_easy_set_text(pointer, CURLOPT_USERAGENT, text)
  }

  /// Sets or removes the name and password for the server.
  ///
  /// With Basic they are part of the request. With Digest (RFC 7616) libcurl first sends the request
  /// without them, and again with the response to the server's challenge.
  public func setCredentials(
    _ credentials: (user: String, password: String)?, usesDigest: Bool = false
  ) {
    magpie_easy_set_long(
      pointer, CURLOPT_HTTPAUTH, usesDigest ? magpie_auth_digest : magpie_auth_basic)
    magpie_easy_set_text(pointer, CURLOPT_USERNAME, credentials?.user)
    magpie_easy_set_text(pointer, CURLOPT_PASSWORD, credentials?.password)
  }

  /// Sets whether HTTP/2 is offered; for addresses with TLS only.
  ///
  /// If it is offered, a transfer waits for a connection that is being opened, in order to share
  /// it. Over plain HTTP it would wait for the whole head of the first response, or forever if none
  /// arrives.
  public func setOffersHTTP2(_ offers: Bool) {
    magpie_easy_set_long(
      pointer, CURLOPT_HTTP_VERSION, offers ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1)
    magpie_easy_set_long(pointer, CURLOPT_PIPEWAIT, offers ? 1 : 0)
  }

  /// Sets whether the connection is kept for later transfers.
  public func setKeepsConnection(_ keeps: Bool) {
    magpie_easy_set_long(pointer, CURLOPT_FORBID_REUSE, keeps ? 0 : 1)
  }

  /// Sets the options common to every transfer of a crawl: http and https only, no redirects
  /// followed, no signals, paths unchanged, content as it is sent.
  public func setCrawlRules() {
    magpie_easy_set_text(pointer, CURLOPT_PROTOCOLS_STR, Self.protocols)
    magpie_easy_set_long(pointer, CURLOPT_FOLLOWLOCATION, 0)
    magpie_easy_set_long(pointer, CURLOPT_NOSIGNAL, 1)
    // An unresponsive name server must not block the thread that abandons the transfer.
    magpie_easy_set_long(pointer, CURLOPT_QUICK_EXIT, 1)
    magpie_easy_set_long(pointer, CURLOPT_PATH_AS_IS, 1)
    magpie_easy_set_long(pointer, CURLOPT_TCP_KEEPALIVE, 1)
    // The owner of the share expires its names; libcurl would check all of them for each
    // connection.
    magpie_easy_set_long(pointer, CURLOPT_DNS_CACHE_TIMEOUT, -1)
    magpie_easy_set_long(pointer, CURLOPT_BUFFERSIZE, 64 * 1024)
    // Without a value libcurl leaves content codings alone.
    magpie_easy_set_text(pointer, CURLOPT_ACCEPT_ENCODING, nil)
  }

  /// Sets how many bytes are read at once, 1,024 at least.
  public func setBuffer(_ count: Int) { magpie_easy_set_long(pointer, CURLOPT_BUFFERSIZE, count) }

  /// Sets the maximum time for resolving the name and connecting.
  ///
  /// libcurl also divides it among several addresses of a name.
  public func setConnectTimeout(_ time: Duration) {
    magpie_easy_set_long(pointer, CURLOPT_CONNECTTIMEOUT_MS, time.milliseconds)
  }

  /// Lets each transfer end when it is connected, before a request is sent.
  public func setOnlyConnects() { magpie_easy_set_long(pointer, CURLOPT_CONNECT_ONLY, 1) }

  /// Sets whether certificates are verified, and a file of certificates trusted in addition to the
  /// system's.
  public func setTrust(verify: Bool, additional file: String?) {
    magpie_easy_set_long(pointer, CURLOPT_SSL_VERIFYPEER, verify ? 1 : 0)
    magpie_easy_set_long(pointer, CURLOPT_SSL_VERIFYHOST, verify ? 2 : 0)
    // The system's certificates stay trusted through CURLOPT_CAPATH, which this does not change.
    if let file { magpie_easy_set_text(pointer, CURLOPT_CAINFO, file) }
  }

  /// Shares names and TLS sessions with the transfers of other threads; the share keeps names as
  /// long as it exists.
  public func setShare(_ share: CurlShare) {
    guard share !== self.share else { return }
    magpie_easy_set_pointer(pointer, CURLOPT_SHARE, share.pointer)
    // The old share may only be released when it is no longer in use.
    self.share = share
  }

  /// Adds an address of a host to the share, as `host:port:address`, before the transfer.
  public func setResolved(_ entry: String?) {
    guard entry != nil || resolved != nil else { return }
    let list = entry.map { HeaderList([$0]) }
    magpie_easy_set_pointer(pointer, CURLOPT_RESOLVE, list?.pointer.map { .init($0) })
    resolved = list
  }
}

extension Duration {
  fileprivate var milliseconds: Int {
    let (seconds, attoseconds) = components
    let (product, overflow) = Int(seconds).multipliedReportingOverflow(by: 1000)
    return overflow ? .max : max(1, product + Int(attoseconds / 1_000_000_000_000_000))
  }
}
