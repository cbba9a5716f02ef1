import CPlatform

/// The processors of this machine.
public enum Processors {
  /// How many this process may run on; at least 1.
  ///
  /// Containers and `taskset` narrow it.
  public static var online: Int { Int(magpie_processor_count()) }
}
