extension MatrixTable {
    /// What is between a candidate and a coach.
    ///
    /// A coach's own relationship is one that Ben asks for.
    static let coaching = """
        #                              owner           other           live shares     ended shares    never shared
        #                              ow fo sh re mi  ow fo sh re mi  ow fo sh re mi  ow fo sh re mi  ow fo sh re mi
        client.list                in  fb -- -- -- --  fb -- -- -- --  ok -- -- -- --  ok -- -- -- --  em -- -- -- --

        note.create                in  wr nf wr is nf  wr nf nf nf nf  is nf wr nf nf  is nf nf is nf  -- nf nf nf nf
          :opportunity             in  wr nf is is nf  wr nf nf nf nf  is is is is is  is is is is is  -- nf nf nf nf
          :private                 in  fb fb fb fb fb  fb fb fb fb fb  wr nf wr nf nf  wr nf nf wr nf  -- nf nf nf nf
        note.update                in  wr nf wr wr nf  wr nf nf nf nf  wr nf is nf nf  wr nf nf nf nf  -- nf nf nf nf
        note.list                  in  ok nf ok ok nf  ok nf nf nf nf  is nf re nf nf  is nf nf is nf  -- nf nf nf nf
          :private                 in  fb fb fb fb fb  fb fb fb fb fb  ok em ok em em  ok em em ok em  em em em em em
        note.delete                in  wr nf wr wr nf  wr nf nf nf nf  wr nf is nf nf  wr nf nf nf nf  -- nf nf nf nf
        note.seen                  in  wr nf wr wr nf  wr nf nf nf nf  wr nf wr nf nf  wr nf nf wr nf  -- nf nf nf nf

        prompt.create              in  fb fb fb fb fb  fb fb fb fb fb  is nf wr nf nf  is nf nf is nf  -- nf nf nf nf
          :opportunity             in  fb fb fb fb fb  fb fb fb fb fb  is is is is is  is is is is is  -- nf nf nf nf
        prompt.list                in  ok em ok ok em  ok em em em em  em em ok em em  em em em em em  em em em em em
          :candidate               in  ok em ok ok em  ok em em em em  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :coach                   in  fb fb fb fb fb  fb fb fb fb fb  em em ok em em  em em em em em  em em em em em
        prompt.get                 in  ok nf ok ok nf  ok nf nf nf nf  -- nf re nf nf  -- nf nf nf nf  -- nf nf nf nf
        prompt.answer              in  wr nf wr is nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        prompt.withdraw            in  fb fb fb fb fb  fb fb fb fb fb  -- nf wr nf nf  -- nf nf nf nf  -- nf nf nf nf

        opinion.ask                in  wr nf ae is nf  ae nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :opportunity             in  wr nf is is nf  ae nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        opinion.list               in  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  em -- -- -- --  em -- -- -- --
          :candidate               in  ok -- -- -- --  ok -- -- -- --  fb -- -- -- --  fb -- -- -- --  fb -- -- -- --
          :coach                   in  fb -- -- -- --  fb -- -- -- --  ok -- -- -- --  em -- -- -- --  em -- -- -- --
        opinion.get                in  ok nf ok ok nf  ok nf nf nf nf  -- nf re nf nf  -- nf nf nf nf  -- nf nf nf nf
        opinion.rate               in  is nf wr is nf  wr nf nf nf nf  -- nf wr nf nf  -- nf nf nf nf  -- nf nf nf nf
        opinion.seal               in  is nf wr is nf  wr nf nf nf nf  -- nf wr nf nf  -- nf nf nf nf  -- nf nf nf nf
        opinion.cancel             in  is nf wr is nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        """
}
