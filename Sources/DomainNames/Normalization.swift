// The standard library's normaliser is not public yet; Foundation uses it in the same way.
@_spi(_Unicode) import Swift

/// Unicode normalisation form C.
enum Normalization {
  /// Returns the scalars of a text in form C.
  static func composed(_ text: String) -> [Unicode.Scalar] { Array(text._nfc) }
}
