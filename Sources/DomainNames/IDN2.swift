import CLibidn2

/// The one function of libidn2 that is called.
enum IDN2 {
  /// What `idn2_to_ascii_8z` makes of a name; `nil` where it refuses it.
  static func ascii(_ name: String, flags: [idn2_flags]) -> String? {
    var output: UnsafeMutablePointer<CChar>?
    let code = idn2_to_ascii_8z(name, &output, flags.reduce(0) { $0 | CInt($1.rawValue) })
    guard let output else { return nil }
    defer { idn2_free(output) }
    return code == 0 ? String(cString: output) : nil
  }
}
