/// A bucket at a server, with the right to use it.
public struct S3Place: Sendable, Hashable {
  /// The bucket and the prefix.
  public let address: S3Address
  /// Who asks, and where.
  public let account: S3Account
  /// Whether the certificate of the server is verified.
  public var verifiesCertificates = true
  /// A file of certificates that are trusted in addition.
  public var certificates: String?
  /// The value of the `User-Agent` header.
  public var userAgent = "magpie"
  /// The maximum time for a connection.
  public var connectTimeout: Duration = .seconds(10)
  /// The maximum time in which nothing is sent or received.
  public var stallTimeout: Duration = .seconds(30)

  /// Makes a value from its parts.
  public init(_ address: S3Address, _ account: S3Account) {
    self.address = address
    self.account = account
  }

  /// The address of the server with the bucket, without a slash at its end.
  ///
  /// With an endpoint the bucket is in the path. Amazon's certificates are for one label below the
  /// service, so a bucket with a dot is in the path too.
  var root: String {
    if let endpoint = account.endpoint { return endpoint + "/" + address.bucket }
    let domain = account.region.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com"
    let service = "s3.\(account.region).\(domain)"
    return address.bucket.contains(".")
      ? "https://\(service)/\(address.bucket)" : "https://\(address.bucket).\(service)"
  }

  /// The web address of an object, below the prefix, in canonical form.
  public func webAddress(of name: String) -> String {
    var text = root + "/"
    let digits = Array("0123456789ABCDEF")
    for byte in address.key(name).utf8 {
      if byte == UInt8(ascii: "/") || S3Address.isUnreserved(byte) {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        text += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
    return text
  }

  /// The origin of all web addresses: scheme, host and port.
  public var origin: String {
    let start = root.firstIndex(of: ":").map { root.index($0, offsetBy: 3) } ?? root.startIndex
    return String(root[..<(root[start...].firstIndex(of: "/") ?? root.endIndex)])
  }
}
