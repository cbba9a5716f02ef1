internal import CLibcurl

/// What a transfer is to do. libcurl refuses an option only for want of memory or when it was
/// built without the feature; the few that can be missing answer whether they are there.
extension EasyHandle {
  /// The address, sent exactly as it stands: libcurl must not touch its path again.
  public func setAddress(_ text: String) {
    magpie_easy_set_text(pointer, CURLOPT_URL, text)
  }

  /// The `User-Agent` header.
  public func setUserAgent(_ text: String) {
    magpie_easy_set_text(pointer, CURLOPT_USERAGENT, text)
  }

  /// Name and password for the server, or none.
  public func setCredentials(_ credentials: (user: String, password: String)?) {
    magpie_easy_set_text(pointer, CURLOPT_USERNAME, credentials?.user)
    magpie_easy_set_text(pointer, CURLOPT_PASSWORD, credentials?.password)
  }

  /// The proxy; an empty text means none, whatever the environment says, and `nil` leaves the
  /// choice to the environment as curl does.
  public func setProxy(_ text: String) {
    magpie_easy_set_text(pointer, CURLOPT_PROXY, text)
    magpie_easy_set_text(pointer, CURLOPT_NOPROXY, "")
    // The proxy's own answers to CONNECT are not the server's.
    magpie_easy_set_long(pointer, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
  }

  /// Whether HTTP/2 is offered, which makes sense over TLS only.
  ///
  /// Where it is, a transfer waits for a connection that is being made, in order to share it. Over
  /// plain HTTP it would wait for the whole head of the first answer, or for ever when none comes.
  public func setOffersHTTP2(_ offers: Bool) {
    magpie_easy_set_long(
      pointer, CURLOPT_HTTP_VERSION, offers ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1)
    magpie_easy_set_long(pointer, CURLOPT_PIPEWAIT, offers ? 1 : 0)
  }

  /// Whether the connection is kept for later transfers.
  public func setKeepsConnection(_ keeps: Bool) {
    magpie_easy_set_long(pointer, CURLOPT_FORBID_REUSE, keeps ? 0 : 1)
  }

  /// The rules that hold for every transfer of a crawl: http and https only, redirects not
  /// followed, no signals, paths left alone, every compression libcurl knows.
  public func setCrawlRules() {
    magpie_easy_set_text(pointer, CURLOPT_PROTOCOLS_STR, "http,https")
    magpie_easy_set_long(pointer, CURLOPT_FOLLOWLOCATION, 0)
    magpie_easy_set_long(pointer, CURLOPT_NOSIGNAL, 1)
    // A name server that does not answer must not hold up the thread that gives up on it.
    magpie_easy_set_long(pointer, CURLOPT_QUICK_EXIT, 1)
    magpie_easy_set_long(pointer, CURLOPT_PATH_AS_IS, 1)
    magpie_easy_set_long(pointer, CURLOPT_TCP_KEEPALIVE, 1)
    // Whoever sets the share sees to it that names do not grow old in it; libcurl would go through
    // all of them at each connection.
    magpie_easy_set_long(pointer, CURLOPT_DNS_CACHE_TIMEOUT, -1)
    magpie_easy_set_long(pointer, CURLOPT_BUFFERSIZE, 64 * 1024)
    magpie_easy_set_text(pointer, CURLOPT_ACCEPT_ENCODING, "")
  }

  /// How long connecting and the whole transfer may take, and the slowest pace that is put up with
  /// for how long.
  public func setTimeouts(
    connect: Duration, total: Duration, lowSpeed bytesPerSecond: Int, lowSpeedFor: Duration
  ) {
    magpie_easy_set_long(pointer, CURLOPT_CONNECTTIMEOUT_MS, connect.milliseconds)
    magpie_easy_set_long(pointer, CURLOPT_TIMEOUT_MS, total.milliseconds)
    magpie_easy_set_long(pointer, CURLOPT_LOW_SPEED_LIMIT, bytesPerSecond)
    magpie_easy_set_long(
      pointer, CURLOPT_LOW_SPEED_TIME, max(1, Int(lowSpeedFor.components.seconds)))
  }

  /// Whether certificates are verified, and a file of certificates to trust beside the system's.
  public func setTrust(verify: Bool, additional file: String?) {
    magpie_easy_set_long(pointer, CURLOPT_SSL_VERIFYPEER, verify ? 1 : 0)
    magpie_easy_set_long(pointer, CURLOPT_SSL_VERIFYHOST, verify ? 2 : 0)
    // The system's certificates stay trusted through CURLOPT_CAPATH, which this leaves alone.
    if let file { magpie_easy_set_text(pointer, CURLOPT_CAINFO, file) }
  }

  /// Shares names and TLS sessions with the transfers of other threads; names stay there as long as
  /// the share.
  public func setShare(_ share: CurlShare) {
    guard share !== self.share else { return }
    magpie_easy_set_pointer(pointer, CURLOPT_SHARE, share.pointer)
    // The old one may only go once it is no longer in force.
    self.share = share
  }

  /// Tells the share an address of a host, as `host:port:address`, before the transfer.
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
