import Curl
import Markup

/// The versions of the libraries that matter for a bug report.
public enum LibraryVersions {
  /// libcurl's, at run time.
  public static var libcurl: String { CurlLibrary.version }

  /// libxml2's, at run time.
  public static var libxml2: String { MarkupLibrary.version }
}
