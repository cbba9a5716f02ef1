internal import CLibcurl

/// Who asks a store, and where it is: what the usual `AWS_…` variables say.
public struct S3Account: Sendable, Hashable {
  /// The region if no variable names one.
  static let standardRegion = "us-east-1"

  /// The address of the server, without a slash at its end; `nil` for Amazon's.
  public let endpoint: String?
  /// The region, as it is signed.
  public let region: String
  /// The identifier of the key.
  let keyID: String
  /// The secret key.
  let secret: String
  /// The token of temporary credentials.
  let token: String?

  /// Reads the variables `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`,
  /// `AWS_REGION` or `AWS_DEFAULT_REGION`, and `AWS_ENDPOINT_URL_S3` or `AWS_ENDPOINT_URL`.
  ///
  /// - Throws: ``S3Error`` with the code `noCredentials` or `badSetting`; its message has no secret.
  public init(_ environment: [String: String]) throws(S3Error) {
    func value(_ names: String...) -> (name: String, text: String)? {
      for name in names { if let text = environment[name], !text.isEmpty { return (name, text) } }
      return nil
    }
    let names = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]
    let missing = names.filter { value($0) == nil }
    guard let keyID = value(names[0])?.text, let secret = value(names[1])?.text else {
      throw S3Error(
        .noCredentials,
        "There are no credentials for the store: set \(missing.joined(separator: " and ")), and "
          + "AWS_SESSION_TOKEN if they are temporary. With the AWS command line: "
          + "eval \"$(aws configure export-credentials --format env)\"")
    }
    (self.keyID, self.secret) = (keyID, secret)
    token = value("AWS_SESSION_TOKEN")?.text
    for (name, text) in [(names[0], keyID), (names[1], secret), ("AWS_SESSION_TOKEN", token ?? "")]
    where !text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) {
      throw S3Error(.badSetting, "\(name) has a space, a line end or a character beyond ASCII.")
    }
    let region = value("AWS_REGION", "AWS_DEFAULT_REGION")
    self.region = region?.text ?? Self.standardRegion
    guard self.region.utf8.allSatisfy({ S3Address.isUnreserved($0) }) else {
      throw S3Error(.badSetting, "\(region?.name ?? "AWS_REGION") is not the name of a region.")
    }
    guard let place = value("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL") else {
      endpoint = nil
      return
    }
    guard let endpoint = Self.endpoint(place.text) else {
      throw S3Error(
        .badSetting,
        "\(place.name) is not the address of a server: give one such as https://s3.example.com, "
          + "without a user, a password or a query.")
    }
    self.endpoint = endpoint
  }

  /// The address of a server in the form that is used; `nil` if it is none.
  private static func endpoint(_ text: String) -> String? {
    guard let url = curl_url() else { return nil }
    defer { curl_url_cleanup(url) }
    guard curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK else { return nil }
    func part(_ part: CURLUPart) -> String? {
      var text: UnsafeMutablePointer<CChar>?
      guard curl_url_get(url, part, &text, 0) == CURLUE_OK, let text else { return nil }
      defer { curl_free(text) }
      return String(cString: text)
    }
    let others = [CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_QUERY, CURLUPART_FRAGMENT]
    guard let scheme = part(CURLUPART_SCHEME), scheme == "http" || scheme == "https",
      let host = part(CURLUPART_HOST), others.allSatisfy({ part($0) == nil })
    else { return nil }
    var path = Substring(part(CURLUPART_PATH) ?? "")
    while path.last == "/" { path.removeLast() }
    guard path.utf8.allSatisfy({ $0 == UInt8(ascii: "/") || S3Address.isUnreserved($0) }) else {
      return nil
    }
    return "\(scheme)://\(host)\(part(CURLUPART_PORT).map { ":\($0)" } ?? "")\(path)"
  }
}
