import Likeness

/// The process that decodes images for ``CrawlFolder/similarImages(_:decoder:patience:)``.
public enum ImageDecoder {
  /// Confines this process and decodes images for the one that started it, until that ends.
  ///
  /// Call it before anything else, on the main thread, in a program that is started for this only.
  ///
  /// - Returns: whether the process could be confined; otherwise nothing was decoded.
  public static func run() -> Bool { DecoderService.run() }
}
