/// A lab: one network of machines, the scripts that run in it, and the `patchbay` command.
module dev.patchbay.lab {
  requires transitive dev.patchbay.core;
  requires transitive dev.patchbay.stack;
  requires transitive dev.patchbay.device;
  requires dev.patchbay.host;
  requires dev.patchbay.shell;
  requires dev.patchbay.tools;
  requires dev.patchbay.trace;
  requires static transitive org.jspecify;

  exports dev.patchbay.lab;
  exports dev.patchbay.lab.iptables;

  uses dev.patchbay.core.Command;

  provides dev.patchbay.core.Command with
      dev.patchbay.lab.command.Draw,
      dev.patchbay.lab.command.Drops,
      dev.patchbay.lab.command.Journey,
      dev.patchbay.lab.command.Machine,
      dev.patchbay.lab.command.On,
      dev.patchbay.lab.command.Plug,
      dev.patchbay.lab.command.Reach,
      dev.patchbay.lab.command.Segment,
      dev.patchbay.lab.command.Ssh,
      dev.patchbay.lab.command.Unplug,
      dev.patchbay.lab.command.Why;
}
