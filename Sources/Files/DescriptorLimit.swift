import CPlatform

/// The number of files and sockets that this process may have open at a time.
public enum DescriptorLimit {
  /// The limit in force.
  public static var current: Int { Int(magpie_descriptor_limit()) }

  /// Raises the limit as far as the system allows, for the whole process; returns it.
  @discardableResult
  public static func raise() -> Int { Int(magpie_raise_descriptor_limit()) }
}
