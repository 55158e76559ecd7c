extension MatrixTable {
    /// Candidates and coaches.
    static let sharing = """
        #                              owner           other           live shares     ended shares    never shared
        #                              ow fo sh re mi  ow fo sh re mi  ow fo sh re mi  ow fo sh re mi  ow fo sh re mi
        relationship.invite        in  wr nf ae wr nf  wr nf ae ae nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :account                 in  nf nf -- -- nf  nf nf nf nf nf  fb fb -- -- fb  fb fb -- -- fb  fb fb -- -- fb
          :suspended               in  nf -- -- -- nf  nf -- -- -- nf  fb -- -- -- fb  fb -- -- -- fb  fb -- -- -- fb
        relationship.accept        in  fb fb fb fb fb  fb fb fb fb fb  wr nf is nf nf  wr nf nf is nf  -- nf nf nf nf
        relationship.list          in  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  em -- -- -- --
          :candidate               in  ok -- -- -- --  ok -- -- -- --  fb -- -- -- --  fb -- -- -- --  fb -- -- -- --
          :coach                   in  fb -- -- -- --  fb -- -- -- --  ok -- -- -- --  ok -- -- -- --  em -- -- -- --
        relationship.end           in  wr nf wr is nf  wr nf nf nf nf  wr nf wr nf nf  wr nf nf is nf  -- nf nf nf nf

        share.create               in  wr nf wr is nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :relationship            in  wr nf wr is nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :opportunity             in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        share.list                 in  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  em -- -- -- --  em -- -- -- --
          :candidate               in  ok -- -- -- --  ok -- -- -- --  fb -- -- -- --  fb -- -- -- --  fb -- -- -- --
          :coach                   in  fb -- -- -- --  fb -- -- -- --  ok -- -- -- --  em -- -- -- --  em -- -- -- --
        share.revoke               in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb

        receipt.list               in  em em ok ok em  em em em em em  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        """
}
