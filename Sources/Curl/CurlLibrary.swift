internal import CLibcurl

/// libcurl as a whole.
public enum CurlLibrary {
  /// Prepares the library for all threads; every handle asks for it, and only the first call works.
  static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  /// The version at run time, such as `7.88.1`.
  public static var version: String {
    guard let information = curl_version_info(CURLVERSION_TENTH),
      let version = information.pointee.version
    else { return "unknown" }
    return String(cString: version)
  }
}
