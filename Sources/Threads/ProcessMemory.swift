import CPlatform

/// The memory of this process.
public enum ProcessMemory {
  /// Lets only as many threads have a heap of their own as can run at once.
  ///
  /// By default it is eight times as many, and what is freed in one is of no use in another. To be
  /// called by a program before it starts threads.
  public static func limitHeaps() { magpie_limit_heaps(Int32(clamping: max(2, Processors.online))) }

  /// Gives back to the system what was freed; to be called where much of it is not needed again.
  public static func giveBack() { magpie_give_back_memory() }
}
