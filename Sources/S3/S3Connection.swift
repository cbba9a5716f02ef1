internal import CLibcurl
public import Bytes

/// A connection to a bucket, which makes one request after the other and blocks meanwhile.
///
/// Requests are signed by libcurl (`CURLOPT_AWS_SIGV4`), and each has the digest of its content in
/// `x-amz-content-sha256`, which the server checks. Redirects are not followed. Use it from one thread
/// at a time.
public final class S3Connection {
  // Every handle reads this first.
  private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
  private static let digestOfNothing = SHA256Digest(of: [UInt8]().span)

  private let place: S3Place
  private let isCancelled: () -> Bool
  private let handle: UnsafeMutableRawPointer
  private let words = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
  private var lines: UnsafeMutablePointer<curl_slist>?
  private var answer = S3Answer()
  /// What is sent, and how much of it was.
  private var content: S3Content?
  private var sent = 0
  /// Receives the content of an object, and how many bytes more it takes.
  private var take: ((Span<UInt8>) throws -> Void)?
  private var room = 0
  /// What a closure of the caller has thrown.
  private var thrown: (any Error)?
  /// Whether the answer was ended here, because it has no end that could be seen.
  private var isEndless = false
  /// Whether the answer was ended here, because as many bytes came as were wanted.
  private var isEnough = false

  /// Makes a connection, which is opened with the first request.
  ///
  /// - Parameters:
  ///   - place: the bucket.
  ///   - isCancelled: whether a request is to end at once; asked about once a second.
  public init(_ place: S3Place, isCancelled: @escaping () -> Bool = { false }) {
    guard Self.isReady, let handle = curl_easy_init() else {
      preconditionFailure("libcurl could not be started: out of memory")
    }
    self.place = place
    self.isCancelled = isCancelled
    self.handle = handle
  }

  deinit {
    curl_easy_cleanup(handle)
    curl_slist_free_all(lines)
    words.deallocate()
  }

  // MARK: Requests

  /// Stores an object; an earlier one of its name is replaced.
  ///
  /// - Parameters:
  ///   - name: its name below the prefix.
  ///   - content: its bytes.
  ///   - digest: their digest.
  ///   - type: their media type.
  /// - Throws: ``S3Error``.
  public func put(
    _ name: String, _ content: S3Content, digest: SHA256Digest, type: String
  ) throws(S3Error) {
    begin(name, digest: digest, ["content-type: \(type)"])
    self.content = content
    // As a POST of another name: libcurl asks before each PUT, and not only before a large one,
    // whether the server will take it (`Expect: 100-continue`), which costs a round trip.
    magpie_easy_set_long(handle, CURLOPT_POST, 1)
    magpie_easy_set_text(handle, CURLOPT_CUSTOMREQUEST, "PUT")
    magpie_easy_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(content.count))
    magpie_easy_set_data_function(handle, CURLOPT_READFUNCTION, sendBody)
    magpie_easy_set_seek_function(handle, seekBody)
    try perform()
    guard answer.hasStored else { throw S3Error(answer, from: place, action: "written") }
  }

  /// Returns the size of an object; `nil` if there is none.
  ///
  /// - Throws: ``S3Error``.
  public func size(of name: String) throws(S3Error) -> Int? {
    begin(name)
    magpie_easy_set_long(handle, CURLOPT_NOBODY, 1)
    try perform()
    if answer.status == 404 { return nil }
    guard answer.isSuccess else { throw S3Error(answer, from: place, action: "read") }
    return answer.headers["content-length"].flatMap { Int($0) }
  }

  /// Passes on the bytes of an object; returns `false` if there is none.
  ///
  /// - Parameters:
  ///   - name: its name below the prefix.
  ///   - most: the maximum number of bytes that are passed on; the rest is not received.
  ///   - body: receives them in several parts.
  /// - Returns: whether there is such an object.
  /// - Throws: ``S3Error``, also with the code `unread` if `body` throws.
  public func get(
    _ name: String, atMost most: Int = .max, _ body: @escaping (Span<UInt8>) throws -> Void
  ) throws(S3Error) -> Bool {
    begin(name)
    (take, room) = (body, most)
    magpie_easy_set_long(handle, CURLOPT_HTTPGET, 1)
    try perform()
    if answer.status == 404, answer.element("Code") != "NoSuchBucket" { return false }
    guard answer.isSuccess else { throw S3Error(answer, from: place, action: "read") }
    return true
  }

  /// Removes an object.
  ///
  /// - Throws: ``S3Error``.
  public func remove(_ name: String) throws(S3Error) {
    begin(name)
    magpie_easy_set_text(handle, CURLOPT_CUSTOMREQUEST, "DELETE")
    try perform()
    guard answer.isSuccess else { throw S3Error(answer, from: place, action: "changed") }
  }

  // MARK: Transfers

  /// Sets everything that requests have in common; the connection and the cache of names stay.
  private func begin(
    _ name: String, digest: SHA256Digest = digestOfNothing, _ more: [String] = []
  ) {
    curl_easy_reset(handle)
    answer = S3Answer()
    (content, sent, take, thrown, isEndless, isEnough) = (nil, 0, nil, nil, false, false)
    words[0] = 0
    let account = place.account
    let me = Unmanaged.passUnretained(self).toOpaque()
    for option in [CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_READDATA, CURLOPT_SEEKDATA] {
      magpie_easy_set_pointer(handle, option, me)
    }
    magpie_easy_set_pointer(handle, CURLOPT_XFERINFODATA, me)
    magpie_easy_set_data_function(handle, CURLOPT_WRITEFUNCTION, receiveBody)
    magpie_easy_set_data_function(handle, CURLOPT_HEADERFUNCTION, receiveHeader)
    magpie_easy_set_progress_function(handle, checkProgress)
    magpie_easy_set_long(handle, CURLOPT_NOPROGRESS, 0)
    magpie_easy_set_pointer(handle, CURLOPT_ERRORBUFFER, words)
    magpie_easy_set_text(handle, CURLOPT_URL, place.webAddress(of: name))
    magpie_easy_set_text(handle, CURLOPT_PROTOCOLS_STR, "http,https")
    magpie_easy_set_long(handle, CURLOPT_FOLLOWLOCATION, 0)
    magpie_easy_set_long(handle, CURLOPT_PATH_AS_IS, 1)
    magpie_easy_set_long(handle, CURLOPT_NOSIGNAL, 1)
    magpie_easy_set_long(handle, CURLOPT_QUICK_EXIT, 1)
    magpie_easy_set_long(handle, CURLOPT_TCP_KEEPALIVE, 1)
    magpie_easy_set_long(handle, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
    // The proxies of the environment are for websites.
    magpie_easy_set_text(handle, CURLOPT_PROXY, "")
    magpie_easy_set_long(
      handle, CURLOPT_CONNECTTIMEOUT_MS, max(1, place.connectTimeout.milliseconds))
    magpie_easy_set_long(handle, CURLOPT_LOW_SPEED_LIMIT, 1)
    magpie_easy_set_long(
      handle, CURLOPT_LOW_SPEED_TIME, max(1, place.stallTimeout.milliseconds / 1000))
    magpie_easy_set_long(handle, CURLOPT_SSL_VERIFYPEER, place.verifiesCertificates ? 1 : 0)
    magpie_easy_set_long(handle, CURLOPT_SSL_VERIFYHOST, place.verifiesCertificates ? 2 : 0)
    if let file = place.certificates { magpie_easy_set_text(handle, CURLOPT_CAINFO, file) }
    magpie_easy_set_text(handle, CURLOPT_USERAGENT, place.userAgent)
    magpie_easy_set_text(handle, CURLOPT_AWS_SIGV4, "aws:amz:\(account.region):s3")
    magpie_easy_set_text(handle, CURLOPT_USERNAME, account.keyID)
    magpie_easy_set_text(handle, CURLOPT_PASSWORD, account.secret)
    var all = ["x-amz-content-sha256: \(digest.hex)"] + more
    if let token = account.token { all.append("x-amz-security-token: \(token)") }
    curl_slist_free_all(lines)
    lines = nil
    for line in all { lines = curl_slist_append(lines, line) }
    magpie_easy_set_pointer(handle, CURLOPT_HTTPHEADER, lines)
  }

  private func perform() throws(S3Error) {
    if isCancelled() { throw .ended }
    let result = withExtendedLifetime(self) { curl_easy_perform(handle) }
    if let thrown {
      throw thrown as? S3Error
        ?? S3Error(.unread, "The content could not be passed on: \(thrown)")
    }
    var status = 0
    magpie_easy_get_pointer(handle, CURLINFO_RESPONSE_CODE, &status)
    answer.status = status
    if isEndless, status < 300 {
      throw S3Error(
        .refused,
        "The store at \(place.origin) sends an answer without an end. Check AWS_ENDPOINT_URL_S3: "
          + "this may not be a store.")
    }
    // A server that refuses an upload may close the connection before it has all of it.
    if result != CURLE_OK, !isEnough, status < 300 || isCancelled() { throw error(result) }
  }

  private func error(_ result: CURLcode) -> S3Error {
    let said = String(cString: words)
    let text = VisibleText.line(said.isEmpty ? String(cString: curl_easy_strerror(result)) : said)
    let origin = place.origin
    switch result {
    case CURLE_ABORTED_BY_CALLBACK: return .ended
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT, CURLE_URL_MALFORMAT:
      return S3Error(
        .unreachable,
        "The store cannot be reached at \(origin): \(text). Check the network, AWS_ENDPOINT_URL_S3 "
          + "and AWS_REGION.")
    case CURLE_OPERATION_TIMEDOUT:
      return S3Error(.timedOut, "The store at \(origin) does not answer: \(text).")
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CONNECT_ERROR,
      CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR:
      return S3Error(
        .tls,
        "There is no secure connection to the store at \(origin): \(text). Give its certificates "
          + "with --cacert, or --insecure; or begin AWS_ENDPOINT_URL_S3 with http://.")
    default:
      return S3Error(.closed, "The connection to the store at \(origin) broke: \(text).")
    }
  }

  // MARK: libcurl's callbacks

  fileprivate func send(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard let content, buffer.count > 0 else { return 0 }
    do {
      let bytes = try content.read(sent, min(buffer.count, content.count - sent))
      buffer.copyBytes(from: bytes)
      sent += bytes.count
      return bytes.count
    } catch {
      thrown = error
      return Int(CURL_READFUNC_ABORT)
    }
  }

  fileprivate func seek(to offset: Int) { sent = offset }

  fileprivate func receive(body part: UnsafeBufferPointer<UInt8>) -> Bool {
    var status = 0
    magpie_easy_get_pointer(handle, CURLINFO_RESPONSE_CODE, &status)
    guard let take, (200..<300).contains(status) else {
      answer.add(body: part)
      isEndless = answer.isTooLong
      return !isEndless
    }
    // The length of an object is always told (Amazon S3 API, GetObject).
    guard answer.headers["content-length"] != nil else {
      isEndless = true
      return false
    }
    do {
      try take(part.span.extracting(first: room))
      room -= min(room, part.count)
      isEnough = room == 0
      return !isEnough
    } catch {
      thrown = error
      return false
    }
  }

  fileprivate func receive(header line: UnsafeBufferPointer<UInt8>) -> Bool {
    answer.add(header: String(decoding: line, as: UTF8.self))
    isEndless = answer.isTooLong
    return !isEndless
  }

  fileprivate var isEnded: Bool { isCancelled() }

  fileprivate static func from(_ context: UnsafeMutableRawPointer?) -> S3Connection? {
    context.map { Unmanaged<S3Connection>.fromOpaque($0).takeUnretainedValue() }
  }
}

private func sendBody(
  _ data: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
  _ context: UnsafeMutableRawPointer?
) -> Int {
  guard let data, let connection = S3Connection.from(context) else { return 0 }
  return connection.send(into: UnsafeMutableRawBufferPointer(start: data, count: size * count))
}

private func seekBody(
  _ context: UnsafeMutableRawPointer?, _ offset: curl_off_t, _ origin: Int32
) -> Int32 {
  S3Connection.from(context)?.seek(to: Int(offset))
  return 0
}

// Returning fewer bytes than were passed makes libcurl end the transfer.
private func receiveBody(
  _ data: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
  _ context: UnsafeMutableRawPointer?
) -> Int {
  guard size * count > 0, let data, let connection = S3Connection.from(context) else { return 0 }
  return data.withMemoryRebound(to: UInt8.self, capacity: size * count) { bytes in
    let part = UnsafeBufferPointer(start: bytes, count: size * count)
    return connection.receive(body: part) ? size * count : 0
  }
}

private func receiveHeader(
  _ data: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
  _ context: UnsafeMutableRawPointer?
) -> Int {
  guard size * count > 0, let data, let connection = S3Connection.from(context) else { return 0 }
  return data.withMemoryRebound(to: UInt8.self, capacity: size * count) { bytes in
    let line = UnsafeBufferPointer(start: bytes, count: size * count)
    return connection.receive(header: line) ? size * count : 0
  }
}

private func checkProgress(
  _ context: UnsafeMutableRawPointer?, _ downAll: curl_off_t, _ down: curl_off_t,
  _ upAll: curl_off_t, _ up: curl_off_t
) -> Int32 {
  S3Connection.from(context)?.isEnded == true ? 1 : 0
}

extension S3Error {
  /// The error of a request that the caller has ended.
  fileprivate static let ended = S3Error(.cancelled, "The request to the store was ended.")
}

extension Duration {
  /// The duration in whole milliseconds.
  fileprivate var milliseconds: Int {
    let (seconds, attoseconds) = components
    let (product, overflow) = Int(seconds).multipliedReportingOverflow(by: 1000)
    guard !overflow else { return .max }
    return product + Int(attoseconds / 1_000_000_000_000_000)
  }
}
