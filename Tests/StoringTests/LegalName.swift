import Foundation

/// Returns why a path is invalid on a file system, determined independently of how names are made;
/// `nil` if ext4, NTFS and APFS accept it.
func flaw(in path: String) -> String? {
  if path.utf8.count > 247 { return "the path is longer than 240 bytes and a mark" }
  for part in path.split(separator: "/", omittingEmptySubsequences: false) {
    let name = String(part)
    if name.isEmpty { return "an empty component" }
    if name.utf8.count > 122 { return "a component longer than 120 bytes and a mark" }
    if let first = name.first, ".-~ ".contains(first) { return "begins with \(first)" }
    if let last = name.last, ". ".contains(last) { return "ends with \(last)" }
    if ("/" + name).count == name.count { return "joins what stands before it" }
    for scalar in name.unicodeScalars {
      if "<>:\"\\|?*".unicodeScalars.contains(scalar) { return "reserved \(scalar)" }
      let properties = scalar.properties
      switch properties.generalCategory {
      case .control, .format, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
        return "U+\(String(scalar.value, radix: 16))"
      default: break
      }
      if properties.isDefaultIgnorableCodePoint || properties.isBidiControl
        || properties.isNoncharacterCodePoint
      {
        return "U+\(String(scalar.value, radix: 16))"
      }
    }
    var base = name.split(separator: ".", omittingEmptySubsequences: false)[0]
    while base.last == " " { base.removeLast() }
    let devices = ["con", "prn", "aux", "nul", "conin$", "conout$"]
    let numbers = "0123456789¹²³".flatMap { ["com\($0)", "lpt\($0)"] }
    if (devices + numbers).contains(base.lowercased()) { return "a device of Windows" }
    // Already composed: decomposing and composing again has no effect.
    if Array(name.utf8) != Array(name.precomposedStringWithCanonicalMapping.utf8) {
      return "not in normalisation form C"
    }
  }
  return nil
}
