import CPlatform

/// The memory of this process.
public enum ProcessMemory {
  /// Limits the number of malloc arenas to the number of threads that can run at once.
  ///
  /// The default is eight times as many, and memory freed in one arena is not reused in another. A
  /// program must call this before it starts threads.
  public static func limitHeaps() { magpie_limit_heaps(Int32(clamping: max(2, Processors.online))) }

  /// The address space that the process may use, in bytes; `Int.max` if there is no limit.
  public static var addressSpaceLimit: Int { Int(magpie_address_space_limit()) }

  /// The memory for heaps and the stacks of threads that the process may use, in bytes; `Int.max` if
  /// there is no limit.
  public static var dataLimit: Int { Int(magpie_data_limit()) }

  /// Ends the process with a message and an exit code, and not by SIGBUS, where another program has cut
  /// short a file that is mapped.
  ///
  /// SQLite maps the index of its log (`crawl.sqlite-shm`), so that other processes can read meanwhile.
  public static func endForLostPages(with code: Int32) { magpie_end_for_lost_pages(code) }

  /// Returns freed memory to the system; call it after a phase that needed much memory.
  public static func giveBack() { magpie_give_back_memory() }
}
