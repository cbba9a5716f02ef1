// The standard library's normaliser is not public yet; Foundation's would load all of ICU.
@_spi(_Unicode) import Swift

extension String {
  /// The scalars of the string in normalisation form C.
  var precomposed: String.UnicodeScalarView {
    if utf8.allSatisfy({ $0 < 0x80 }) { return unicodeScalars }
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: _nfc)
    return scalars
  }

  /// A hash that is equal for all texts that some file system treats as the same name: it ignores
  /// case and the composition of characters.
  ///
  /// Two different texts have the same hash with a probability of 2⁻⁶⁴. Valid in this process only.
  var nameKey: Int {
    var hasher = Hasher()
    // Most names are ASCII, which normalisation does not change.
    if utf8.allSatisfy({ $0 < 0x80 && !(0x41...0x5A).contains($0) }) {
      hasher.combine(self)
      return hasher.finalize()
    }
    // Both conversions, as some letters have no counterpart in one of them (ß, ſ, ς).
    hasher.combine(uppercased().lowercased())
    return hasher.finalize()
  }
}
