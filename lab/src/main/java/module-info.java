/// A lab: one network of machines, the scripts that run in it, and the `patchbay` command.
module dev.patchbay.lab {
  requires transitive dev.patchbay.core;
  requires transitive dev.patchbay.stack;
  requires dev.patchbay.device;
  requires dev.patchbay.host;
  requires dev.patchbay.shell;
  requires dev.patchbay.tools;
  requires static transitive org.jspecify;

  exports dev.patchbay.lab;

  uses dev.patchbay.core.Command;
}
