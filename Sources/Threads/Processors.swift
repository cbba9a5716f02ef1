import CPlatform

/// The processors of this machine.
public enum Processors {
  /// The number of processors that this process may run on; at least 1.
  ///
  /// Containers and `taskset` reduce it.
  public static var online: Int { Int(magpie_processor_count()) }
}
