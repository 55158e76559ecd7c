extension MatrixTable {
    /// Candidates and coaches.
    static let sharing = """
        #                              owner           other           live shares     ended shares    never shared
        #                              ow fo sh re mi  ow fo sh re mi  ow fo sh re mi  ow fo sh re mi  ow fo sh re mi
        relationship.invite        in  wr nf ae wr nf  wr nf ae ae nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :account                 in  nf nf -- -- nf  nf nf nf nf nf  fb fb -- -- fb  fb fb -- -- fb  fb fb -- -- fb
          :suspended               in  nf -- -- -- nf  nf -- -- -- nf  fb -- -- -- fb  fb -- -- -- fb  fb -- -- -- fb
        relationship.accept        in  fb fb fb fb fb  fb fb fb fb fb  wr nf is nf nf  wr nf nf is nf  -- nf nf nf nf
        relationship.decline       in  fb fb fb fb fb  fb fb fb fb fb  wr nf is nf nf  wr nf nf is nf  -- nf nf nf nf
        relationship.makeCode      in  fb -- -- -- --  fb -- -- -- --  wr -- -- -- --  wr -- -- -- --  wr -- -- -- --
        relationship.listCodes     in  fb -- -- -- --  fb -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --
        relationship.withdrawCode  in  fb fb -- -- fb  fb fb -- -- fb  wr nf -- -- nf  wr nf -- -- nf  wr nf -- -- nf
        relationship.lookUpCode    in  ok -- -- -- cc  ok -- -- -- cc  fb -- -- -- fb  fb -- -- -- fb  fb -- -- -- fb
        relationship.redeem        in  wr -- -- -- cc  wr -- -- -- cc  fb -- -- -- fb  fb -- -- -- fb  fb -- -- -- fb
        relationship.list          in  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  em -- -- -- --
          :candidate               in  ok -- -- -- --  ok -- -- -- --  fb -- -- -- --  fb -- -- -- --  fb -- -- -- --
          :coach                   in  fb -- -- -- --  fb -- -- -- --  ok -- -- -- --  ok -- -- -- --  em -- -- -- --
        relationship.pause         in  wr nf wr is nf  wr nf nf nf nf  is nf wr nf nf  is nf nf is nf  -- nf nf nf nf
        relationship.resume        in  is nf is is nf  is nf nf nf nf  is nf is nf nf  is nf nf is nf  -- nf nf nf nf
        relationship.end           in  wr nf wr is nf  wr nf nf nf nf  wr nf wr nf nf  wr nf nf is nf  -- nf nf nf nf

        share.create               in  wr nf wr is nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :relationship            in  wr nf wr is nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :opportunity             in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :jobSearch               in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :comparison              in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :interview               in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        share.preview              in  ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :jobSearch               in  ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :comparison              in  ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :interview               in  ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        share.list                 in  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  em -- -- -- --  em -- -- -- --
          :candidate               in  ok -- -- -- --  ok -- -- -- --  fb -- -- -- --  fb -- -- -- --  fb -- -- -- --
          :coach                   in  fb -- -- -- --  fb -- -- -- --  ok -- -- -- --  em -- -- -- --  em -- -- -- --
        share.revoke               in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb

        receipt.list               in  em em ok ok em  em em em em em  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        """
}
