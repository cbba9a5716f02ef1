import Curl
import Markup

/// The versions of the libraries that are needed in a bug report.
public enum LibraryVersions {
  /// The version of libcurl at run time.
  public static var libcurl: String { CurlLibrary.version }

  /// The version of libxml2 at run time.
  public static var libxml2: String { MarkupLibrary.version }
}
