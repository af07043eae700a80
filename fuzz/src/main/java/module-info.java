/// Tests only: hostile bytes at every door and every parser.
module dev.patchbay.fuzz {
  requires dev.patchbay.lab;
  requires dev.patchbay.trace;
  requires static org.jspecify;
}
