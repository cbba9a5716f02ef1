import Files

/// A file of certificates to trust in addition to the system's, in PEM.
public struct CertificateFile: Sendable, Hashable, CustomStringConvertible {
  /// The absolute path of the file.
  public let path: String

  /// Makes a value for a file that can be read.
  ///
  /// - Parameter path: the file; a relative path is one of the current folder.
  /// - Throws: `CrawlError` with ``CrawlError/Code/badSetting`` if it cannot be read.
  public init(_ path: String) throws(CrawlError) {
    do throws(FileError) {
      _ = try WholeFile.read(path, atMost: WholeFile.documentBytes)
    } catch {
      throw CrawlError(.badSetting, error.description)
    }
    self.path = Folder.absolute(path)
  }

  /// The path.
  public var description: String { path }
}

extension CertificateFile: OptionText {
  var text: String { path }
}
