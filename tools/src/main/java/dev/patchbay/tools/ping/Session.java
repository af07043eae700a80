package dev.patchbay.tools.ping;

import dev.patchbay.core.Process;

/// One run of `ping`: who runs it, what was asked for, where it prints, which names it knows.
record Session(Process process, Options options, Voice voice, Hosts hosts) {
  /// Finds the addresses of names.
  Resolver resolver() {
    return new Resolver(hosts, process.netns(), new Sources(process));
  }

  /// What addresses are called; only in figures when `numeric` or `-n` says so.
  AddressNames names(boolean numeric) {
    return new AddressNames(hosts, process.netns(), numeric || options.numeric);
  }
}
