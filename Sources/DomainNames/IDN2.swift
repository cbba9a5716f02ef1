import CLibidn2

/// The libidn2 function in use.
enum IDN2 {
  /// Returns the result of `idn2_to_ascii_8z`; `nil` if it rejects the name.
  static func ascii(_ name: String, flags: [idn2_flags]) -> String? {
    var output: UnsafeMutablePointer<CChar>?
    let code = idn2_to_ascii_8z(name, &output, flags.reduce(0) { $0 | CInt($1.rawValue) })
    guard let output else { return nil }
    defer { idn2_free(output) }
    return code == 0 ? String(cString: output) : nil
  }
}
