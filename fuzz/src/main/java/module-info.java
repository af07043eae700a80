/// Tests only: hostile bytes at every door and every parser.
module dev.patchbay.fuzz {
  requires dev.patchbay.lab;
  requires static org.jspecify;
}
