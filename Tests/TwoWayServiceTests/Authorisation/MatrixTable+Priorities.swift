extension MatrixTable {
    /// Job searches and what matters in them.
    static let priorities = """
        #                              owner           other           live shares     ended shares    never shared
        #                              ow fo sh re mi  ow fo sh re mi  ow fo sh re mi  ow fo sh re mi  ow fo sh re mi
        jobSearch.create           in  wr -- -- -- --  wr -- -- -- --  fb -- -- -- --  fb -- -- -- --  fb -- -- -- --
        jobSearch.list             in  ok -- -- -- --  ok -- -- -- --  fb -- -- -- --  fb -- -- -- --  fb -- -- -- --
        jobSearch.update           in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb

        prioritySet.get            in  ok nf ok ok nf  ok nf nf nf nf  -- nf re nf nf  -- nf nf nf nf  -- nf nf nf nf
          :draft                   in  ok nf ok ok nf  ok nf nf nf nf  -- nf nf nf nf  -- nf nf nf nf  -- nf nf nf nf
          :version                 in  ok nf ok ok nf  ok nf nf nf nf  -- nf nf nf nf  -- nf nf nf nf  -- nf nf nf nf
        prioritySet.save           in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :priority                in  wr wr iv iv wr  wr wr wr wr wr  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :tradeOff                in  wr iv iv iv iv  wr iv iv iv iv  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        prioritySet.activate       in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        prioritySet.list           in  ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        prioritySet.guide          in  ok -- -- -- --  ok -- -- -- --  fb -- -- -- --  fb -- -- -- --  fb -- -- -- --
        prioritySet.drift          in  ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        prioritySet.outlook        in  ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :opportunity             in  ok nf nf nf nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        """
}
