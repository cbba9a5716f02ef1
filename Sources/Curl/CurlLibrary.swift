internal import CLibcurl

/// The libcurl library as a whole.
public enum CurlLibrary {
  /// Initialises the library once for all threads; every handle reads this first.
  static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  /// The version at run time, such as `7.88.1`.
  public static var version: String {
    guard let information = curl_version_info(CURLVERSION_TENTH),
      let version = information.pointee.version
    else { return "unknown" }
    return String(cString: version)
  }

  /// The version at run time as a number, `0xXXYYZZ` for `XX.YY.ZZ`.
  static let versionNumber = Int(curl_version_info(CURLVERSION_TENTH)?.pointee.version_num ?? 0)
}
