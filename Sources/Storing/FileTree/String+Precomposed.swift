// The standard library has the normalisation that its string comparison uses, but not yet as
// public interface; Foundation's would load the whole of ICU.
@_spi(_Unicode) import Swift

extension String {
  /// The scalars of the string in normalisation form C.
  var precomposed: String.UnicodeScalarView {
    if utf8.allSatisfy({ $0 < 0x80 }) { return unicodeScalars }
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: _nfc)
    return scalars
  }

  /// A number that is the same for all texts that some file system takes for the same name: it
  /// tells neither upper from lower case nor composed from decomposed characters.
  ///
  /// Two other texts share a number with a chance of 2⁻⁶⁴. Valid in this process only.
  var nameKey: Int {
    var hasher = Hasher()
    // Nearly all are so, and would come back as they are.
    if utf8.allSatisfy({ $0 < 0x80 && !(0x41...0x5A).contains($0) }) {
      hasher.combine(self)
      return hasher.finalize()
    }
    // Both ways, as some letters have no counterpart in one of them (ß, ſ, ς).
    hasher.combine(uppercased().lowercased())
    return hasher.finalize()
  }
}
