/// The web addresses of images in a bucket, which a browser can show if the bucket is public.
public struct BucketPages: Sendable, Hashable {
  private let address: String
  private let web: String

  /// Makes a value.
  ///
  /// - Parameters:
  ///   - address: what the files of images there begin with, `s3://BUCKET/PREFIX/`.
  ///   - web: what their web addresses begin with instead.
  public init(address: String, web: String) {
    self.address = address
    self.web = web
  }

  /// The web address of an image; `nil` if it is not in the bucket.
  func webAddress(of file: String) -> String? {
    file.hasPrefix(address) ? web + file.dropFirst(address.count) : nil
  }

  /// The scheme, the host and the port.
  var origin: String {
    web.split(separator: "/", maxSplits: 2).prefix(2).joined(separator: "//")
  }
}
